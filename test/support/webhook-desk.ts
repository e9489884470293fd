/** One try, as the delivery log shows it. */
export interface LogLine {
  readonly seq: number;
  readonly eventId: string;
  readonly object: string;
  readonly objectId: string;
  readonly attempt: number;
  readonly status: number | null;
  readonly latencyMs: number | null;
  readonly at: string;
  readonly error: string | null;
}

/** How a simulator's messages stand. */
export interface Desk {
  readonly held: number;
  readonly queued: number;
  readonly delivered: number;
  readonly failed: number;
  readonly dropped: number;
  readonly resent: number;
  readonly flooded: number;
  readonly log: readonly LogLine[];
}

/** The part of a simulator's `/__sim` that is about its webhooks and what causes them; `url` is where it listens now. */
export function deskOf(url: () => string) {
  async function control<T = Desk>(method: string, path: string, body?: unknown, at = url()): Promise<T> {
    const response = await fetch(`${at}/__sim/${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }
  const status = (query = ''): Promise<Desk> => control('GET', `webhooks${query}`);
  return {
    control,
    status,
    steer: (body: object): Promise<Desk> => control('POST', 'webhooks', body),
    /** Changes a row as the vendor's back office would. */
    change: (body: object, at?: string): Promise<unknown> => control('POST', 'state', body, at),
    /** Changes settings of the simulator. */
    set: (settings: object): Promise<unknown> => control('POST', 'state', { settings }),
    /** The delivery log, as soon as it has so many lines. */
    async settled(lines: number): Promise<readonly LogLine[]> {
      for (;;) {
        const { log } = await status();
        if (log.length >= lines) return log;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
  };
}

/** Who answers Zendesk's API: a simulator in this process or in one of its own. */
export interface ZendeskOwner {
  readonly url: string;
  readonly credentials: Readonly<Record<string, string>>;
}

/** A call of Zendesk's API below `/api/v2/`; `json` is what it answered, null when that was nothing. */
export async function callZendesk<T = unknown>(
  owner: ZendeskOwner,
  method: string,
  path: string,
  body?: unknown,
) {
  const { email, apiToken } = owner.credentials;
  const response = await fetch(`${owner.url}/api/v2/${path}`, {
    method,
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      authorization: `Basic ${Buffer.from(`${email}/token:${apiToken}`).toString('base64')}`,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, json: (text === '' ? null : JSON.parse(text)) as T };
}

const changesOf = {
  ticket: [
    'status_changed',
    'priority_changed',
    'subject_changed',
    'tags_changed',
    'custom_field_changed',
    'comment_added',
    'agent_assignment_changed',
    'group_assignment_changed',
    'organization_changed',
    'requester_changed',
    'external_id_changed',
    'task_due_at_changed',
    'type_changed',
    'soft_deleted',
    'undeleted',
  ],
  user: [
    'name_changed',
    'identity_changed',
    'role_changed',
    'external_id_changed',
    'custom_field_changed',
    'tags_changed',
    'active_changed',
    'suspended_changed',
    'organization_membership_created',
    'organization_membership_deleted',
  ],
  organization: ['name_changed', 'external_id_changed', 'custom_field_changed', 'tags_changed', 'deleted'],
};

/** Every event of records that the hub keeps. */
export const zendeskEvents: readonly string[] = Object.entries(changesOf).flatMap(([record, changes]) =>
  ['created', ...changes].map((change) => `zen:event-type:${record}.${change}`),
);

/** Makes a webhook; gives its id and the secret it signs with. */
export async function subscribeZendesk(
  owner: ZendeskOwner,
  endpoint: string,
  subscriptions = zendeskEvents,
  more: object = {},
): Promise<{ readonly id: string; readonly secret: string }> {
  const common = { name: 'hub', status: 'active', http_method: 'POST', request_format: 'json' };
  const { status, json } = await callZendesk<{ webhook: { id: string } }>(owner, 'POST', 'webhooks', {
    webhook: { ...common, endpoint, subscriptions, ...more },
  });
  if (status !== 201) throw new Error(`the webhook was refused: ${status} ${JSON.stringify(json)}`);
  const { id } = json.webhook;
  return { id, secret: await signingSecret(owner, id, 'GET') };
}

/** The secret a webhook signs with; POST makes it anew. */
export async function signingSecret(
  owner: ZendeskOwner,
  id: string,
  method: 'GET' | 'POST',
): Promise<string> {
  const path = `webhooks/${id}/signing_secret`;
  const { json } = await callZendesk<{ signing_secret: { secret: string } }>(owner, method, path);
  return json.signing_secret.secret;
}

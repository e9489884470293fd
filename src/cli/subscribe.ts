import { randomBytes } from 'node:crypto';
import type { Simulator } from './facts.ts';

/** Ticket, user and organization events that say something of what the hub keeps. */
const zendeskEvents = Object.entries({
  ticket:
    'created status_changed priority_changed subject_changed tags_changed custom_field_changed organization_changed ' +
    'requester_changed soft_deleted undeleted',
  user: 'created name_changed identity_changed role_changed deleted',
  organization: 'created name_changed external_id_changed custom_field_changed tags_changed deleted',
}).flatMap(([record, events]) => events.split(' ').map((event) => `zen:event-type:${record}.${event}`));

const webhookName = 'Isthmus';

/**
 * Makes the simulated vendors send their webhooks to a hub, as a person would set it up at the real ones (docs/sources.md). Returns what
 * must be added to each source's credentials for the hub to trust them.
 */
export async function subscribeSimulators(
  simulators: Readonly<Record<string, Simulator>>,
  hubUrl: string,
): Promise<Readonly<Record<string, Readonly<Record<string, string>>>>> {
  const secrets: Record<string, Record<string, string>> = {};
  for (const simulator of Object.values(simulators)) {
    const endpoint = `${hubUrl}/webhooks/${simulator.instance}`;
    if (simulator.vendor === 'zendesk')
      secrets[simulator.instance] = await subscribeZendesk(simulator, endpoint);
    if (simulator.vendor === 'zuora') secrets[simulator.instance] = await subscribeZuora(simulator, endpoint);
  }
  return secrets;
}

async function subscribeZendesk({ url, credentials }: Simulator, endpoint: string) {
  const login = Buffer.from(`${credentials['email']}/token:${credentials['apiToken']}`).toString('base64');
  const call = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await fetch(`${url}/api/v2/${path}`, {
      method,
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        authorization: `Basic ${login}`,
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`Zendesk refused ${method} ${path}: ${answer.status} ${text}`);
    return (text === '' ? null : JSON.parse(text)) as T;
  };
  const { webhooks } = await call<{ webhooks: { id: string; name: string }[] }>('GET', 'webhooks');
  for (const { id, name } of webhooks) if (name === webhookName) await call('DELETE', `webhooks/${id}`);
  const common = { name: webhookName, status: 'active', http_method: 'POST', request_format: 'json' };
  const { webhook } = await call<{ webhook: { id: string } }>('POST', 'webhooks', {
    webhook: { ...common, endpoint, subscriptions: zendeskEvents },
  });
  const { signing_secret: signing } = await call<{ signing_secret: { secret: string } }>(
    'GET',
    `webhooks/${webhook.id}/signing_secret`,
  );
  return { webhookSecret: signing.secret };
}

/** Notification definitions are made in Zuora's user interface; the simulator is told by its own surface. */
async function subscribeZuora({ url }: Simulator, endpoint: string) {
  const webhookSecret = randomBytes(24).toString('base64url');
  const answer = await fetch(`${url}/__sim/webhooks`, {
    method: 'POST',
    body: JSON.stringify({
      endpoint: { name: webhookName, url: endpoint, auth: { hmac: { secret: webhookSecret } } },
    }),
  });
  if (!answer.ok) throw new Error(`Zuora refused the callout: ${answer.status} ${await answer.text()}`);
  return { webhookSecret };
}

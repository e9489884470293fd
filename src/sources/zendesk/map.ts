import type { PartialFieldsOf } from '../../canonical/fields.ts';
import type { Kind } from '../../canonical/kind.ts';
import { refKey, type Key, type Link, type SourceRecord } from '../../canonical/record.ts';
import type { Row } from '../http/reader.ts';
import type { Options } from './policy.ts';

/** What mapping needs to know besides the row. */
interface Context {
  readonly instance: string;
  readonly options: Pick<Options, 'fields' | 'escalatedTag'>;
}

/** A row as a record of the kind, or null when it says nothing of that kind. Throws SOURCE_DRIFTED. */
export type Mapping = (row: Row, context: Context) => SourceRecord | null;

const caseStatus = {
  new: 'NEW',
  open: 'OPEN',
  pending: 'PENDING',
  hold: 'ON_HOLD',
  solved: 'SOLVED',
  closed: 'CLOSED',
} as const;
const casePriority = { urgent: 'P1', high: 'P2', normal: 'P3', low: 'P4' } as const;
export const tierStatus = {
  active: 'ACTIVE',
  suspended: 'SUSPENDED',
  grace: 'GRACE',
  expired: 'EXPIRED',
} as const;
/** Tags by which agents mark what they know of the customer. */
const customerTag = { churned: 'CHURNED', suspended: 'SUSPENDED', on_hold: 'SUSPENDED' } as const;

export function wordOf<T>(table: Readonly<Record<string, T>>, word: string): T | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}

function recordOf<K extends Kind>(
  kind: K,
  object: string,
  row: Row,
  fields: PartialFieldsOf<K>,
  keys: readonly Key[],
  links: Readonly<Record<string, Link>>,
): SourceRecord {
  const updatedAt = row.instant('updated_at');
  const externalId = row.id('id');
  return { kind, object, externalId, version: updatedAt, sourceTime: updatedAt, fields, keys, links };
}

function linkTo(kind: Kind, object: string, id: string | null, { instance }: Context): Link | null {
  return id === null ? null : { kind, key: refKey(instance, object, id) };
}

/** The links that lead somewhere. */
function present(links: Readonly<Record<string, Link | null>>): Readonly<Record<string, Link>> {
  return Object.fromEntries(Object.entries(links).filter((each): each is [string, Link] => each[1] !== null));
}

/** A customer is an organization; what it says of the status are the agents' tags, and most say nothing. */
export const toCustomer: Mapping = (row, { options }) => {
  const externalId = row.textOrNull('external_id');
  const domain =
    row
      .texts('domain_names')[0]
      ?.toLowerCase()
      .replace(/^www\./, '') ?? null;
  const tag = row.texts('tags').find((each) => Object.hasOwn(customerTag, each));
  const status = tag === undefined ? undefined : wordOf(customerTag, tag);
  return recordOf(
    'Customer',
    'organization',
    row,
    {
      name: row.text('name'),
      domain,
      supportTier: row.row('organization_fields').textOrNull(options.fields.supportTier),
      ...(status && { status, rawStatus: tag }),
    },
    [
      ...(externalId === null ? [] : [`ref:crm:Account:${externalId}`]),
      ...(domain === null ? [] : [`domain:${domain}`]),
    ],
    {},
  );
};

/** A date field of an organization: the vendor adds a midnight to it. */
export function dateOrNull(fields: Row, name: string): string | null {
  const text = fields.textOrNull(name);
  const date = text === null ? null : /^(\d{4}-\d{2}-\d{2})(T00:00:00.*)?$/.exec(text)?.[1];
  if (date === undefined) throw fields.drift(name, 'a date or null');
  return date;
}

/**
 * Zendesk has no entitlement object: the tier, its validity and its status are fields of the organization, and the status may be left to
 * the dates. An organization without a tier has no entitlement.
 */
export const toEntitlement: Mapping = (row, context) => {
  const names = context.options.fields;
  const fields = row.row('organization_fields');
  const tier = fields.textOrNull(names.supportTier);
  const validFrom = dateOrNull(fields, names.tierValidFrom);
  const validTo = dateOrNull(fields, names.tierValidTo);
  const rawStatus = fields.textOrNull(names.tierStatus);
  const number = fields.textOrNull(names.subscriptionNumber);
  if (tier === null) return null;
  const status = rawStatus === null ? undefined : wordOf(tierStatus, rawStatus);
  if (rawStatus !== null && status === undefined)
    throw fields.drift(names.tierStatus, 'one of active, suspended, grace, expired');
  return recordOf(
    'Entitlement',
    'organization_entitlement',
    row,
    {
      feature: 'support',
      tier,
      ...(status && { status }),
      ...(validFrom !== null && { validFrom }),
      validTo,
      reason: null,
    },
    [],
    present({
      customer: linkTo('Customer', 'organization', row.id('id'), context),
      subscription: number === null ? null : { kind: 'BillingSubscription', key: `number:billing:${number}` },
    }),
  );
};

/** A contact is an end user; agents and administrators are not. A user who is not active was deleted, a suspended one is shut out. */
export const toContact: Mapping = (row, context) => {
  if (row.text('role') !== 'end-user') return null;
  const email = row.textOrNull('email');
  const record = recordOf(
    'Contact',
    'user',
    row,
    { name: row.text('name'), email, role: null },
    email === null ? [] : [`email:${email.toLowerCase()}`],
    present({ customer: linkTo('Customer', 'organization', row.idOrNull('organization_id'), context) }),
  );
  return row.bool('active') && !row.bool('suspended') ? record : { ...record, deleted: true };
};

/** A ticket without a subject is shown by the beginning of its description, as the vendor's own pages do. */
function subjectOf(row: Row): string {
  const subject = row.textOrNull('subject')?.trim();
  const opening =
    subject || (row.has('description') ? row.textOrNull('description')?.trim().slice(0, 80) : null);
  return opening || '(no subject)';
}

/** A case is a ticket. The incremental export tells deleted ones, of which nothing else can be relied on. */
export const toCase: Mapping = (row, context) => {
  const rawStatus = row.text('status');
  const number = row.id('id');
  const keys = [`number:support:${number}`];
  if (rawStatus === 'deleted')
    return { ...recordOf('SupportCase', 'ticket', row, {}, keys, {}), deleted: true };
  const status = wordOf(caseStatus, rawStatus);
  if (status === undefined) throw row.drift('status', `one of ${Object.keys(caseStatus).join(', ')}`);
  const urgency = row.textOrNull('priority');
  const priority = urgency === null ? 'P3' : wordOf(casePriority, urgency);
  if (priority === undefined)
    throw row.drift('priority', `one of ${Object.keys(casePriority).join(', ')} or null`);
  return recordOf(
    'SupportCase',
    'ticket',
    row,
    {
      number,
      subject: subjectOf(row),
      status,
      rawStatus,
      priority,
      escalated: row.texts('tags').includes(context.options.escalatedTag),
      openedAt: row.instant('created_at'),
    },
    keys,
    present({
      customer: linkTo('Customer', 'organization', row.idOrNull('organization_id'), context),
      contact: linkTo('Contact', 'user', row.idOrNull('requester_id'), context),
    }),
  );
};

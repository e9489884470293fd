import type { CanonicalEvent } from '../canonical/event.ts';
import { eventNoun } from '../canonical/event.ts';
import { eventTypes } from '../canonical/event-filter.ts';
import { type Kind, kindOfId, kinds } from '../canonical/kind.ts';
import { masked } from './mask.ts';
import { seesValue } from './patch-seen.ts';
import type { Rights } from './rights.ts';
import { fieldDecision, namesOf } from './shown.ts';

type Fields = Readonly<Record<string, unknown>>;
type Told = Pick<CanonicalEvent, 'type' | 'subjectId' | 'data'>;

const kindOfNoun = new Map<string, Kind>(kinds.map((kind) => [eventNoun[kind], kind]));

/** The types of the graph that what is no record is about. What has no line here nobody with bounds is told. */
const typeOfNoun: Readonly<Record<string, string>> = {
  source: 'SourceSystem',
  sync: 'SyncState',
  approval: 'Approval',
  access: 'AuditEntry',
  run: 'WorkflowRun',
  exception: 'Exception',
  amendment: 'Amendment',
};

/** The kind of record that an event is about; undefined for what is about none. */
function kindOf({ type, subjectId, data }: Told): Kind | undefined {
  const noun = nounOf(type);
  const told = (): Kind | undefined => kinds.find((kind) => kind === data['kind']);
  if (noun === 'change') return told();
  // A record that could not be taken in has no id yet; the event is about its source then, and tells of the record.
  return noun === 'sync' ? (kindOfId(subjectId) ?? told()) : kindOfNoun.get(noun);
}

const nounOf = (type: string): string => type.split('.', 1)[0]!;

/** Whether a caller is told of an event: whether it sees the type of record, or of what else, that the event is about. */
export function seesEvent(rights: Rights, event: Told): boolean {
  const kind = kindOf(event);
  return rights.sees(kind ?? typeOfNoun[nounOf(event.type)] ?? event.type);
}

const typesSeen = new WeakMap<Rights, readonly string[] | null>();

/** The types of event that a caller is told of; null for all of them. */
export function eventTypesSeen(rights: Rights): readonly string[] | null {
  let seen = typesSeen.get(rights);
  if (seen === undefined) {
    const some = eventTypes.filter((type) => seesEvent(rights, { type, subjectId: '', data: {} }));
    seen = some.length === eventTypes.length ? null : some;
    typesSeen.set(rights, seen);
  }
  return seen;
}

/** The kinds of record of whose sync a caller is told. */
export function kindsSeen(rights: Rights): readonly Kind[] {
  return kinds.filter(rights.sees);
}

/** The id that an event is about, or null where the caller may not see what has it. */
export function subjectSeen(rights: Rights, event: Told): string | null {
  return seesEvent(rights, event) ? event.subjectId : null;
}

/**
 * The data of an event as a caller may see it: of the record, and of what it was before, the fields that the caller may read, masked
 * where it reads them masked. The names of others are not told either.
 */
export function dataSeen(rights: Rights, event: Told): Fields {
  const kind = kindOf(event);
  if (!seesEvent(rights, event)) return {};
  if (kind === undefined) return exceptionSeen(rights, event.data);
  if (seesAll(rights, kind)) return event.data;
  const { record, previous, changed, reason, ...rest } = event.data;
  return {
    ...rest,
    ...(isFields(record) && { record: recordSeen(rights, kind, record) }),
    ...(Array.isArray(changed) && {
      changed: changed.filter((name: string) => decided(rights, kind, name) !== 'deny'),
    }),
    ...(isFields(previous) && { previous: fieldsSeen(rights, kind, previous) }),
    ...(reason !== undefined && {
      reason: typeof reason === 'string' ? reasonSeen(rights, kind, reason) : reason,
    }),
  };
}

/** What an event says of an exception, without amounts for whoever does not see them there; anything else as it is. */
function exceptionSeen(rights: Rights, data: Fields): Fields {
  const { exception } = data;
  if (!isFields(exception) || rights.decide('Exception.moneyAtRisk') === 'allow') return data;
  const { moneyAtRisk: _own, reportedAtRisk: _reported, ...rest } = exception;
  return { ...data, exception: rest };
}

/**
 * What is decided, as a caller may see it: of a change of a subscription and of a fix without amounts for whoever does not see them there.
 * The hash stays that of the whole.
 */
export function approvalSeen(rights: Rights, kind: string, shown: Fields): Fields {
  const { exception, amendment, impact: _impact, ...rest } = shown;
  if (kind === 'DATA_FIX' && isFields(exception)) {
    const { moneyAtRisk: _amount, ...told } = exception;
    const amounts = rights.decide('Exception.moneyAtRisk') === 'allow';
    return { ...shown, ...(!amounts && { exception: told }), changes: changesSeen(rights, shown['changes']) };
  }
  if (kind === 'AMENDMENT' && isFields(amendment) && rights.decide('Amendment.impact') !== 'allow') {
    const { changes: _changes, ...told } = amendment;
    return { ...rest, amendment: told };
  }
  return shown;
}

/** What each value of a fix was and would become, with null in the place of what a caller may not see. */
function changesSeen(rights: Rights, changes: unknown): unknown {
  if (!Array.isArray(changes)) return changes;
  return changes.map((change: Fields) =>
    seesValue(rights, String(change['path'])) ? change : { ...change, from: null, to: null },
  );
}

/** What every record says of itself, whoever sees it. */
const always: ReadonlySet<string> = new Set(['id', 'kind', 'version', 'customerId', 'links']);

const decided = (rights: Rights, kind: Kind, name: string) =>
  always.has(name) ? 'allow' : fieldDecision(rights, kind, name);

function recordSeen(rights: Rights, kind: Kind, record: Fields): Fields {
  const { links } = record;
  const seen = fieldsSeen(rights, kind, record);
  return isFields(links) ? { ...seen, links: fieldsSeen(rights, kind, links) } : seen;
}

function fieldsSeen(rights: Rights, kind: Kind, fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => {
      const decision = decided(rights, kind, name);
      if (decision === 'deny' || !linkSeen(rights, value)) return [];
      return [[name, decision === 'mask' ? masked(name, value) : value]];
    }),
  );
}

/** A link is shown to whoever sees what it leads to; one by an e-mail address, to whoever sees that. */
function linkSeen(rights: Rights, value: unknown): boolean {
  if (!isFields(value) || typeof value['kind'] !== 'string' || typeof value['key'] !== 'string') return true;
  return (
    rights.sees(value['kind']) &&
    !(value['key'].startsWith('email:') && rights.decide('Contact.email') !== 'allow')
  );
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const whole = new WeakMap<Rights, Map<Kind, boolean>>();

/** Whether everything that a kind's records hold is shown to a caller as it is, so that nothing need be looked through. */
function seesAll(rights: Rights, kind: Kind): boolean {
  let known = whole.get(rights);
  if (!known) whole.set(rights, (known = new Map()));
  let all = known.get(kind);
  if (all === undefined) {
    all =
      namesOf(kind).every((name) => fieldDecision(rights, kind, name) === 'allow') &&
      kinds.every(rights.sees);
    known.set(kind, all);
  }
  return all;
}

/**
 * A text that says why something does not fit or differs, as a caller may see it: the names of fields that it may not read are left
 * out of a list of them (`name, legalName differs`), and a text that tells of one is replaced.
 */
export function reasonSeen(rights: Rights, kind: Kind, reason: string): string {
  const hidden = new Set(namesOf(kind).filter((name) => fieldDecision(rights, kind, name) === 'deny'));
  if (hidden.size === 0) return reason;
  const [, list] = /^([\w, ]+) differs$/.exec(reason) ?? [];
  if (list !== undefined) {
    const shown = list.split(', ').filter((name) => !hidden.has(name));
    return `${shown.length === 0 ? 'what you may not see' : shown.join(', ')} differs`;
  }
  const tells = (reason.match(/\w+/g) ?? []).some((word) => hidden.has(word));
  return tells ? 'a field that you may not see does not fit' : reason;
}

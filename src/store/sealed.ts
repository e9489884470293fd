import type { CanonicalEvent } from '../canonical/event.ts';
import { type Kind, kindOfId } from '../canonical/kind.ts';
import { apart, personalFields } from '../canonical/personal.ts';
import type { Queryable } from './database.ts';
import { personalOf } from './personal.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The member of stored JSON that holds what is sealed. */
export const sealedMember = '$sealed';

/** Facets and golden records alike: where they hold the same, they store the same, which is how a drift is found. */
const recordPlace = 'record';
const eventPlace = (event: Pick<CanonicalEvent, 'id'>): string => `event ${event.id}`;

const isEmpty = (fields: Fields): boolean =>
  Object.values(fields).every((value) => value === null || value === undefined);

/** The fields of records as they are stored: what is personal of them as one sealed text. In the order given. */
export async function sealRecords(
  db: Queryable,
  kind: Kind,
  records: readonly { readonly id: string; readonly fields: Fields }[],
): Promise<Fields[]> {
  if (!personalFields[kind] || records.length === 0) return records.map(({ fields }) => fields);
  const parts = records.map(({ id, fields }) => ({ id, ...apart(kind, fields) }));
  // An empty field tells nothing of anybody.
  const full = parts.filter(({ personal }) => !isEmpty(personal));
  const texts = await personalOf(db).seal(
    full.map(({ id, personal }) => ({ subject: id, place: recordPlace, fields: personal })),
  );
  const text = new Map(full.map((part, i) => [part, texts[i]!]));
  return parts.map((part, i) => {
    if (!text.has(part)) return records[i]!.fields;
    const sealed = text.get(part);
    return sealed === null ? part.rest : { ...part.rest, [sealedMember]: sealed };
  });
}

/** The fields of stored records as they were; without what is personal where the person was erased. In the order given. */
export async function openRecords(db: Queryable, records: readonly Fields[]): Promise<Fields[]> {
  const sealed = records.filter((fields) => sealedMember in fields);
  if (sealed.length === 0) return [...records];
  const parts = await personalOf(db).open(
    sealed.map((fields) => ({ text: String(fields[sealedMember]), place: recordPlace })),
  );
  const part = new Map(sealed.map((fields, i) => [fields, parts[i]!]));
  return records.map((fields) => {
    if (!part.has(fields)) return fields;
    const { [sealedMember]: _, ...rest } = fields;
    return { ...rest, ...part.get(fields) };
  });
}

/** Rows of records of any kind with their fields opened; `field` names the column that holds them, as JSON. */
export async function openRows<F extends string, R extends { readonly [name in F]: Fields | null }>(
  db: Queryable,
  rows: readonly R[],
  field: F,
): Promise<R[]> {
  const fields = rows.map((row) => row[field] ?? {});
  const opened = await openRecords(db, fields);
  return rows.map((row, i) => (opened[i] === fields[i] ? row : { ...row, [field]: opened[i] }));
}

/** Rows whose body is JSON text, with what is personal opened. */
export async function openBodies<R extends { readonly kind: Kind; readonly body: string }>(
  db: Queryable,
  rows: readonly R[],
): Promise<R[]> {
  const sealed = rows.filter(({ kind, body }) => personalFields[kind] && body.includes(`"${sealedMember}"`));
  if (sealed.length === 0) return [...rows];
  const bodies = await openRecords(
    db,
    sealed.map(({ body }) => JSON.parse(body) as Fields),
  );
  const body = new Map(sealed.map((row, i) => [row, JSON.stringify(bodies[i])]));
  return rows.map((row) => (body.has(row) ? { ...row, body: body.get(row)! } : row));
}

type WithData = Pick<CanonicalEvent, 'id' | 'subjectId' | 'data'>;

const partOf = (data: Fields, name: string): Fields | null =>
  typeof data[name] === 'object' ? (data[name] as Fields | null) : null;

/** Events as they are stored and sent: what is personal of a record, and of what it was before, as one sealed text. */
export async function sealEvents<E extends WithData>(db: Queryable, events: readonly E[]): Promise<E[]> {
  const found = events.flatMap((event) => {
    const kind = kindOfId(event.subjectId);
    if (!kind || !personalFields[kind]) return [];
    const record = apart(kind, partOf(event.data, 'record') ?? {});
    const previous = apart(kind, partOf(event.data, 'previous') ?? {});
    if (isEmpty(record.personal) && isEmpty(previous.personal)) return [];
    return [{ event, record, previous }];
  });
  if (found.length === 0) return [...events];
  const texts = await personalOf(db).seal(
    found.map(({ event, record, previous }) => ({
      subject: event.subjectId,
      place: eventPlace(event),
      fields: { record: record.personal, previous: previous.personal },
    })),
  );
  const data = new Map(
    found.map(({ event, record, previous }, i): [E, Fields] => [
      event,
      {
        ...event.data,
        record: record.rest,
        ...(event.data['previous'] !== undefined && { previous: previous.rest }),
        ...(texts[i] !== null && { [sealedMember]: texts[i] }),
      },
    ]),
  );
  return events.map((event) => (data.has(event) ? { ...event, data: data.get(event)! } : event));
}

/** Stored events as they were told. Where the person was erased the record lacks what was personal, and what it was before is null. */
export async function openEvents<E extends WithData>(db: Queryable, events: readonly E[]): Promise<E[]> {
  const sealed = events.filter((event) => sealedMember in event.data);
  if (sealed.length === 0) return [...events];
  const parts = await personalOf(db).open(
    sealed.map((event) => ({ text: String(event.data[sealedMember]), place: eventPlace(event) })),
  );
  const part = new Map(sealed.map((event, i) => [event, parts[i]!]));
  return events.map((event) =>
    part.has(event) ? { ...event, data: openData(event, part.get(event)!) } : event,
  );
}

function openData({ subjectId, data }: WithData, part: Fields | null): Fields {
  const { [sealedMember]: _, ...rest } = data;
  const told = (name: string): Fields => (part ? (partOf(part, name) ?? {}) : {});
  const changed = Array.isArray(data['changed']) ? (data['changed'] as readonly unknown[]) : [];
  const names = personalFields[kindOfId(subjectId)!] ?? [];
  const lost = part ? [] : names.filter((name) => changed.includes(name)).map((name) => [name, null]);
  return {
    ...rest,
    record: { ...partOf(data, 'record'), ...told('record') },
    ...(data['previous'] !== undefined && {
      previous: { ...partOf(data, 'previous'), ...told('previous'), ...Object.fromEntries(lost) },
    }),
  };
}

import type { Kind } from './kind.ts';
import type { Key, SourceRecord } from './record.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * The fields that say who a person is, of the kinds that are about people; the record's own id is the subject. Everything else that the
 * hub holds is about companies: a customer's names, addresses and tax ids, a payment's method. A contact's role says what somebody is
 * for, and with name and address gone it is nobody's. The subject of a support case is text that people wrote about anything; whose it
 * is cannot be told, so it is no field of a person here (docs/privacy.md).
 */
export const personalFields: Partial<Record<Kind, readonly string[]>> = {
  Contact: ['name', 'email'],
  User: ['name'],
};

/** The kinds whose records are about people. */
export const personalKinds: readonly Kind[] = Object.keys(personalFields) as Kind[];

/** Whether a key by which a record is recognised tells who somebody is. */
export const isPersonalKey = (key: Key): boolean => key.startsWith('email:');

/** What of a record's fields says who somebody is, and the rest. */
export function apart(kind: Kind, fields: Fields): { readonly personal: Fields; readonly rest: Fields } {
  const names = personalFields[kind] ?? [];
  const entries = Object.entries(fields);
  return {
    personal: Object.fromEntries(entries.filter(([name]) => names.includes(name))),
    rest: Object.fromEntries(entries.filter(([name]) => !names.includes(name))),
  };
}

/** A record as it is taken in of somebody who was erased: without what says who that was. */
export function bareOf(record: SourceRecord): SourceRecord {
  if (!personalFields[record.kind]) return record;
  return {
    ...record,
    fields: apart(record.kind, record.fields).rest,
    keys: record.keys.filter((key) => !isPersonalKey(key)),
  };
}

/** A text that somebody else wrote, for example a vendor's error message, without e-mail addresses. */
export function withoutAddresses(text: string): string {
  return text.replaceAll(/[^\s@<>"'(),;:]+@[^\s@<>"'(),;:]+/g, '<address>');
}

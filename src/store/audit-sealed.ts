import type { AuditRow } from '../canonical/audit.ts';
import { kindOfId } from '../canonical/kind.ts';
import { apart, personalFields } from '../canonical/personal.ts';
import type { AuditInput } from './audit.ts';
import type { Queryable } from './database.ts';
import { personalOf } from './personal.ts';
import { sealedMember } from './sealed.ts';

type Fields = Readonly<Record<string, unknown>>;
type Side = 'before' | 'after';
/** An entry that is to be written, with its id. */
export type Entry = AuditInput & { readonly id: string };

/** An entry as it is shown: with what it says of before and after opened. */
export interface AuditView extends AuditRow {
  readonly shown: Readonly<Record<Side, unknown>>;
}

const sides = ['before', 'after'] as const;
const placeOf = ({ id }: { readonly id: string }, side: Side): string => `audit ${id} ${side}`;

/** Entries as they are stored: what they say of before and after, of a record about a person, with what is personal sealed. */
export async function sealEntries(db: Queryable, entries: readonly Entry[]): Promise<readonly Entry[]> {
  const found = entries.flatMap((entry) => {
    const kind = entry.subject === null ? undefined : kindOfId(entry.subject);
    if (!kind || !personalFields[kind]) return [];
    return sides.flatMap((side) => {
      const value = entry[side];
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
      const { personal, rest } = apart(kind, value as Fields);
      return Object.keys(personal).length === 0 ? [] : [{ entry, side, personal, rest }];
    });
  });
  if (found.length === 0) return entries;
  const texts = await personalOf(db).seal(
    found.map(({ entry, side, personal }) => ({
      subject: entry.subject!,
      place: placeOf(entry, side),
      fields: personal,
    })),
  );
  const made = new Map<Entry, Entry>();
  for (const [i, { entry, side, rest }] of found.entries()) {
    const text = texts[i];
    const value = text === null ? rest : { ...rest, [sealedMember]: text };
    made.set(entry, { ...(made.get(entry) ?? entry), [side]: value });
  }
  return entries.map((entry) => made.get(entry) ?? entry);
}

/** Entries as they are shown. Of a person who was erased what was personal is null. */
export async function openEntries(db: Queryable, rows: readonly AuditRow[]): Promise<AuditView[]> {
  const views = rows.map((row) => ({
    ...row,
    shown: { before: json(row.before), after: json(row.after) } as Record<Side, unknown>,
  }));
  const found = views.flatMap((view) =>
    sides.flatMap((side) => {
      const value = view.shown[side];
      if (typeof value !== 'object' || value === null || !(sealedMember in value)) return [];
      return [{ view, side, value }];
    }),
  );
  if (found.length === 0) return views;
  const parts = await personalOf(db).open(
    found.map(({ view, side, value }) => ({
      text: String(value[sealedMember]),
      place: placeOf(view, side),
    })),
  );
  for (const [i, { view, side, value }] of found.entries()) {
    const { [sealedMember]: _, ...rest } = value;
    const names = personalFields[kindOfId(view.subject ?? '')!] ?? [];
    view.shown[side] = { ...rest, ...(parts[i] ?? Object.fromEntries(names.map((name) => [name, null]))) };
  }
  return views;
}

const json = (text: string | null): unknown => (text === null ? null : JSON.parse(text));

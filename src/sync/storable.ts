import type { SourceRecord } from '../canonical/record.ts';

// As JSON.stringify writes them: NUL, and halves of surrogate pairs.
const unstorable = /\\u0000|\\ud[89a-f][0-9a-f]{2}/;

/** Records with U+FFFD in place of what PostgreSQL cannot hold in text: the character NUL and halves of surrogate pairs. */
export function storable(records: readonly SourceRecord[]): readonly SourceRecord[] {
  const json = JSON.stringify(records);
  if (!unstorable.test(json)) return records;
  return JSON.parse(json, (_, value: unknown) =>
    typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\uFFFD') : value,
  ) as readonly SourceRecord[];
}

/**
 * JSON of one form: members in the order of their names (by UTF-16 code units, as RFC 8785 has it), no space, nothing undefined. Two values
 * that are equal as JSON have the same text, so a hash of it is a hash of the value.
 */
export function stableJson(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}

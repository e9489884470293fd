// Whether two systems say the same, whatever the order and the gaps in which they say it.

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([, each]) => each !== null && each !== undefined);
  return Object.fromEntries(
    fields.toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([name, each]) => [name, plain(each)]),
  );
}

/** Whether two values are the same once the order of fields and what is not said are left aside. */
export const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(plain(one)) === JSON.stringify(plain(other));

/** A value of any shape in one line, as a person reads it. */
export function inWords(value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (Array.isArray(value)) return value.map(inWords).join(', ');
  if (typeof value === 'object')
    return Object.values(value)
      .filter((each) => each !== null && each !== undefined)
      .map(inWords)
      .join(', ');
  return String(value);
}

/** How many different texts and small objects a pool remembers before it starts over. */
const maxEntries = 60_000;
/** Longer texts are hardly ever equal. */
const maxLength = 64;

/**
 * Returns a function that gives a JSON value back with equal parts shared: dates, words, amounts of money and links recur in record
 * after record, and records kept in memory by the thousand should hold each of them once. Values must be treated as immutable.
 */
export function createPool(): (value: unknown) => unknown {
  const texts = new Map<string, string>();
  const pairs = new Map<string, object>();

  function text(value: string): string {
    if (value.length > maxLength) return value;
    const known = texts.get(value);
    if (known !== undefined) return known;
    if (texts.size >= maxEntries) texts.clear();
    texts.set(value, value);
    return value;
  }

  /** An amount with its currency, or a link's kind with its key: one object for all that are equal. */
  function pair(value: object, key: string): object {
    const known = pairs.get(key);
    if (known !== undefined) return known;
    if (pairs.size >= maxEntries) pairs.clear();
    pairs.set(key, value);
    return value;
  }

  return function share(value) {
    if (typeof value === 'string') return text(value);
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i++) value[i] = share(value[i]);
      return value;
    }
    const object = value as Record<string, unknown>;
    let keys = 0;
    for (const key in object) {
      keys += 1;
      object[key] = share(object[key]);
    }
    if (keys === 2 && typeof object['currency'] === 'string')
      return pair(object, `${object['currency']} ${String(object['amount'])}`);
    if (keys === 2 && typeof object['key'] === 'string')
      return pair(object, `${String(object['kind'])} ${object['key']}`);
    return object;
  };
}

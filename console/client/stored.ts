// What the browser keeps for the page. Anything may stand there: it is of an older page, was edited by hand, or is not kept at all.

/** What was stored under a name, as JSON has it; null where nothing was, or it is not JSON. Whoever reads it looks at its form. */
export function readStored(storage: Storage, name: string): unknown {
  try {
    return JSON.parse(storage.getItem(name) ?? 'null') as unknown;
  } catch {
    return null;
  }
}

/** Stores a value as JSON; null takes it away. Where the browser keeps nothing the page goes on without. */
export function writeStored(storage: Storage, name: string, value: unknown): void {
  try {
    if (value === null) storage.removeItem(name);
    else storage.setItem(name, JSON.stringify(value));
  } catch {
    // Full, or not allowed: what a person chose holds for this page alone.
  }
}

/** Whether a value is an object with these members, each a text. */
export const hasTexts = <Name extends string>(
  value: unknown,
  ...names: readonly Name[]
): value is Readonly<Record<Name, string>> =>
  typeof value === 'object' &&
  value !== null &&
  names.every((name) => typeof (value as Partial<Record<string, unknown>>)[name] === 'string');

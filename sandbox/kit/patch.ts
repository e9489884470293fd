import { parseExact } from './json.ts';

/** A change of the answer's shape, as a vendor's release might make it: applied to every object, at any depth, that has the key. */
export interface Patch {
  /** Only objects with these values are changed; a number and its text are the same. */
  readonly where?: Readonly<Record<string, unknown>>;
  readonly rename?: Readonly<Record<string, string>>;
  /** Keys may be paths with dots, counted from the object that has the first part. */
  readonly set?: Readonly<Record<string, unknown>>;
  readonly remove?: readonly string[];
}

type Plain = Record<string, unknown>;

function isPlain(value: unknown): value is Plain {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.getPrototypeOf(value) !== null
  );
}

function setPath(target: Plain, path: readonly string[], value: unknown): void {
  const [head = '', ...rest] = path;
  if (!Object.hasOwn(target, head)) return;
  const inner = target[head];
  if (rest.length === 0) target[head] = value;
  else if (isPlain(inner)) {
    if (rest.length === 1) inner[rest[0]!] = value;
    else setPath(inner, rest, value);
  }
}

/** A text, or a number in its own characters. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

function change(value: unknown, patch: Patch): unknown {
  if (Array.isArray(value)) return value.map((each) => change(each, patch));
  if (!isPlain(value)) return value;
  const next: Plain = {};
  const isMeant = Object.entries(patch.where ?? {}).every(
    ([key, given]) => textOf(value[key]) === textOf(given),
  );
  for (const [key, inner] of Object.entries(value)) {
    if (isMeant && patch.remove?.includes(key)) continue;
    next[(isMeant && patch.rename?.[key]) || key] = change(inner, patch);
  }
  if (!isMeant) return next;
  for (const [path, given] of Object.entries(patch.set ?? {})) setPath(next, path.split('.'), given);
  return next;
}

/** The JSON text with the patch applied; text that is not JSON comes back unchanged. */
export function patchJson(body: string, patch: Patch): string {
  try {
    return JSON.stringify(change(parseExact(body), patch));
  } catch (error) {
    if (error instanceof SyntaxError) return body;
    throw error;
  }
}

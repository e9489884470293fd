import { parseBig } from '../kit/json.ts';
import type { SimRequest } from '../kit/types.ts';
import { invalid, Refusal, refused } from './reply.ts';

/** A JSON object of a request. Whole numbers beyond 2^53 are BigInt. */
export type Body = Readonly<Record<string, unknown>>;

const isBody = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object under the resource key of a write. Throws the refusal when the body is not JSON or lacks it. */
export function resource(request: SimRequest, key: string): Body {
  let body: unknown;
  try {
    body = parseBig(request.body.toString());
  } catch {
    throw new Refusal(
      refused(422, 'Unprocessable Entity', undefined, { message: 'Server could not parse JSON' }),
    );
  }
  const value = isBody(body) ? body[key] : undefined;
  if (!isBody(value)) {
    throw new Refusal(refused(400, 'RecordInvalid', `The request body needs an object under ${key}`));
  }
  return value;
}

/** A nested object, or undefined. */
export function nested(body: Body, name: string): Body | undefined {
  return isBody(body[name]) ? body[name] : undefined;
}

interface Scalars {
  readonly text: string;
  readonly id: bigint;
  readonly flag: number;
}

function read(value: unknown): { readonly [K in keyof Scalars]: Scalars[K] | undefined } {
  const whole = typeof value === 'bigint' || (typeof value === 'number' && Number.isSafeInteger(value));
  const digits = typeof value === 'string' && /^\d{1,19}$/.test(value);
  return {
    text: typeof value === 'string' ? value : undefined,
    id: whole || digits ? BigInt(value) : undefined,
    flag: typeof value === 'boolean' ? Number(value) : undefined,
  };
}

/** What a plain field binds to; undefined: it is not in the body. Throws the 422 refusal for a value of another type. */
export function scalar<K extends keyof Scalars>(
  body: Body,
  name: string,
  kind: K,
): Scalars[K] | null | undefined {
  const value = body[name];
  if (value === undefined || value === null) return value;
  const found = read(value)[kind];
  if (found !== undefined) return found;
  throw new Refusal(invalid({ [name]: { description: `${name}: is invalid`, error: 'InvalidValue' } }));
}

/** A list of texts as JSON text; undefined when the field is not in the body. */
export function texts(body: Body, name: string): string | undefined {
  const value = body[name];
  if (value === undefined) return undefined;
  const list = typeof value === 'string' ? value.split(/[\s,]+/).filter((each) => each !== '') : value;
  if (Array.isArray(list) && list.every((each) => typeof each === 'string'))
    return JSON.stringify([...new Set(list)]);
  throw new Refusal(invalid({ [name]: { description: `${name}: is invalid`, error: 'InvalidValue' } }));
}

/** Custom fields by key: what is given over what was held. */
export function fieldMap(body: Body, name: string, held: string): string | undefined {
  const given = nested(body, name);
  return given && JSON.stringify({ ...(JSON.parse(held) as object), ...given });
}

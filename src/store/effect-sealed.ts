import type { Queryable } from './database.ts';
import { personalOf } from './personal.ts';
import { sealedMember } from './sealed.ts';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Where what is sent at a step is sealed for; every attempt of the step may hold the same text. */
export const effectPlace = (runId: string, index: number): string => `effect ${runId}.${index}`;

/**
 * What is sent to a vendor as it is stored: the members named, where there are any, as one sealed text under the subject's key. Without
 * them where the subject was erased.
 */
export async function sealMembers(
  db: Queryable,
  value: unknown,
  names: readonly string[],
  subject: string | null,
  place: string,
): Promise<unknown> {
  if (!isFields(value)) return value;
  const found = Object.entries(value).filter(([name, one]) => names.includes(name) && one !== null);
  if (found.length === 0) return value;
  if (subject === null) throw new Error(`what is personal (${place}) belongs to no customer`);
  const [text] = await personalOf(db).seal([{ subject, place, fields: Object.fromEntries(found) }]);
  const rest = Object.entries(value).filter(([name]) => !found.some(([other]) => other === name));
  // Of an erased subject the mark stays, so that nothing is sent that lacks what it should hold.
  return { ...Object.fromEntries(rest), [sealedMember]: text ?? null };
}

/** What was stored as it is to be sent; undefined: it cannot be sent any more, because the person whom it is about was erased. */
export async function openMembers(db: Queryable, value: unknown, place: string): Promise<unknown> {
  if (!isFields(value) || !(sealedMember in value)) return value;
  const { [sealedMember]: text, ...rest } = value;
  if (typeof text !== 'string') return undefined;
  const [opened] = await personalOf(db).open([{ text, place }]);
  return opened ? { ...rest, ...opened } : undefined;
}

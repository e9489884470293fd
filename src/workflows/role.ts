import { Problem } from '../canonical/problem.ts';
import type { Operation } from '../sources/operation.ts';
import type { Role, Roles } from '../sources/roles.ts';
import type { Source } from '../sources/source.ts';

/** What an operation takes, and what it gives. */
export type InputOf<O> = O extends Operation<infer I, unknown> ? I : never;
export type ResultOf<O> = O extends Operation<never, infer R> ? R : never;

/** What a source can be asked to do. Throws `Problem`, which waits for a person, where it has no such role: the configuration has changed. */
export function roleOf<K extends Role>({ instance, roles }: Source, role: K): NonNullable<Roles[K]> {
  const found = roles?.[role];
  if (found) return found;
  throw new Problem(
    'SOURCE_UNAVAILABLE',
    `The source ${instance} cannot be asked for ${role}; configure one that can and go on.`,
    { source: instance, outcome: 'NOT_APPLIED', retryable: false },
  );
}

/** What the hub calls its things at vendors: made of the run's id, which is nobody's. */
export const tailOf = (runId: string): string => runId.replace(/^run_/, '').toUpperCase();

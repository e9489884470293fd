import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { operationsOf, type TrustedOperation } from '../canonical/operation.ts';
import { Problem } from '../canonical/problem.ts';

/** What `isthmus tail` asks for. */
export const tailOperation = `subscription Tail($types: [String!], $subjectId: ID, $after: EventCursor) {
  eventAppended(types: $types, subjectId: $subjectId, after: $after) {
    __typename
    ... on StreamSnapshot { cursor }
    ... on StreamHeartbeat { cursor }
    ... on StreamReset { code missedAtLeast }
    ... on StreamChange {
      cursor
      event { id type subjectId source { name } occurredAt sequence correlationId causationId data }
    }
  }
}`;

/** The documents that the hub's own command line sends: these are trusted everywhere. */
export const ownOperations: readonly string[] = [tailOperation];

/** What the build of the console registered; nothing before it was built. */
export function consoleOperations(): readonly string[] {
  const file = join(import.meta.dirname, '../../dist/operations.json');
  return existsSync(file) ? [file] : [];
}

/** The operations of files, in the forms that `operationsOf` reads. Throws INVALID_INPUT for a file that is none or cannot be read. */
export function readOperations(files: readonly string[]): readonly TrustedOperation[] {
  return files.flatMap((file) => operationsOf(file, textOf(file)));
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Problem('INVALID_INPUT', `${file} cannot be read: ${(error as NodeJS.ErrnoException).code}.`);
  }
}

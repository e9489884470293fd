import { readStored, writeStored } from '../../client/stored.ts';

// Replays that a person has started in this browser: the hub finds each by its id and has no list of them.

const nameFor = (person: string): string => `isthmus.replays.${person}`;
const most = 50;

/** Their ids, the newest first. */
export function startedBy(person: string): readonly string[] {
  const stored = readStored(localStorage, nameFor(person));
  return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string').slice(0, most) : [];
}

/** Remembers one; the last fifty are. */
export function rememberStarted(person: string, id: string): void {
  const ids = [id, ...startedBy(person).filter((each) => each !== id)].slice(0, most);
  writeStored(localStorage, nameFor(person), ids);
}

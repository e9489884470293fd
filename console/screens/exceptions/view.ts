import { hasTexts, readStored, writeStored } from '../../client/stored.ts';

/** A list that somebody has given a name. */
export interface View {
  readonly name: string;
  /** The part of the address behind the path: `?mine=1`. */
  readonly search: string;
}

const nameFor = (person: string): string => `isthmus.exceptions.views.${person}`;

/** The views that a person has saved in this browser; what is stored in another form is none. */
export function savedViews(person: string): readonly View[] {
  const stored = readStored(localStorage, nameFor(person));
  if (!Array.isArray(stored)) return [];
  const views = stored.filter((each) => hasTexts(each, 'name', 'search'));
  // A name is what tells one from another.
  const last = new Map(views.map(({ name, search }) => [name, { name, search }]));
  return [...last.values()].filter(({ search }) => search === '' || search.startsWith('?'));
}

/** Stores them. */
export const saveViews = (person: string, views: readonly View[]): void =>
  writeStored(localStorage, nameFor(person), views);

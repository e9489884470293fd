import { eventNoun, eventTypesOf, hubEventTypes, hubNouns } from './event.ts';
import { kindOfId, kinds } from './kind.ts';
import { Problem } from './problem.ts';

/** Every type that events of the log can have. */
export const eventTypes: readonly string[] = [...kinds.flatMap(eventTypesOf), ...hubEventTypes];

const known: ReadonlyMap<string, readonly string[]> = new Map([
  ...eventTypes.map((type): [string, readonly string[]] => [type, [type]]),
  ...Map.groupBy(eventTypes, (type) => `${type.split('.')[0]}.*`),
]);

/**
 * The event types that exact types and patterns for all of a noun (`invoice.*`) stand for. Throws INVALID_INPUT for one that stands for
 * none; `path` names the argument it came from.
 */
export function eventTypesNamed(names: readonly string[], path: string): readonly string[] {
  const types = names.flatMap((name) => {
    const stands = known.get(name);
    if (stands) return stands;
    const nouns = [...Object.values(eventNoun), ...hubNouns].join(', ');
    throw new Problem(
      'INVALID_INPUT',
      `no event is of type ${name}; give an exact type or all of a noun, as invoice.*; the nouns are ${nouns}`,
      { path },
    );
  });
  return [...new Set(types)];
}

/** The id that events are asked for by. Throws INVALID_INPUT for what no event can be about. */
export function checkSubjectId(subjectId: string): void {
  if (kindOfId(subjectId) !== undefined || /^(?:src|apr|grt|run|exc|amd)_/.test(subjectId)) return;
  throw new Problem(
    'INVALID_INPUT',
    `${subjectId.slice(0, 80)} is not the id of a record, of a source, of an approval, of a grant, of a run, of an exception or of an amendment`,
    { path: 'subjectId' },
  );
}

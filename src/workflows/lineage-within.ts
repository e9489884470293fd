import type { CanonicalEvent } from '../canonical/event.ts';
import type { LineageNode } from '../store/lineage-node.ts';
import type { Sight } from '../store/sight.ts';
import type { Admit, Lineages } from './lineage.ts';

/** Lineages as callers with a scope see them: what concerns records outside it, and what lies only behind that, is not there. */
export function lineagesWithin(lineages: Lineages, sight: Sight): Lineages {
  const within: Admit = async (nodes) => {
    const events = nodes.flatMap(({ event }) => (event ? [event as CanonicalEvent] : []));
    const [records, told] = await Promise.all([
      sight.among(nodes.flatMap(({ concerns }) => concerns.flat())),
      events.length === 0 ? new Set<string>() : sight.events(events),
    ]);
    const isSeen = ({ id, event, concerns }: LineageNode): boolean =>
      event
        ? told.has(id)
        : concerns.some((list) => list.length > 0 && list.every((each) => records.has(each)));
    return new Set(nodes.filter(isSeen).map(({ id }) => id));
  };
  return {
    trace: (start, direction, admit) =>
      lineages.trace(start, direction, async (nodes) => {
        const seen = await within(nodes);
        const left = nodes.filter(({ id }) => seen.has(id));
        return admit ? admit(left) : seen;
      }),
  };
}

import { LRUCache } from 'lru-cache';
import { narrower, type RowScope, scopeKey } from './canonical/scope.ts';
import type { Hub } from './context.ts';
import { streamsWithin } from './events/streams-within.ts';
import { auditorWithin } from './store/auditor-within.ts';
import type { ReaderDeps } from './store/reader.ts';
import { createScopedReader } from './store/scoped.ts';
import { createSight } from './store/sight.ts';
import { freshWithin } from './sync/fresh-within.ts';
import { replaysWithin } from './sync/replays-within.ts';
import { exceptionsWithin } from './workflows/exception-within.ts';
import { governanceWithin } from './workflows/governance-within.ts';
import { amendmentsWithin } from './workflows/amendment-within.ts';
import { quoteToCashWithin } from './workflows/quote-to-cash-within.ts';
import { lineagesWithin } from './workflows/lineage-within.ts';
import { runsWithin } from './workflows/run-within.ts';

/** Callers of one role and market have one scope; there are not many. */
const mostScopes = 1000;

/** Gives a hub `within`; `deps` are what its reader was made of. */
export function scopable(hub: Omit<Hub, 'within'>, deps: ReaderDeps): Hub {
  const scoped = new LRUCache<string, Hub>({ max: mostScopes });
  const whole: Hub = { ...hub, within: (scope) => (scope ? narrowed(scope) : whole) };

  function narrowed(scope: RowScope): Hub {
    const key = scopeKey(scope);
    const kept = scoped.get(key);
    if (kept) return kept;
    const made = make(scope);
    scoped.set(key, made);
    return made;
  }

  // Each part is named, so that one which is added to the hub cannot be reached around a scope unless somebody says here that it may.
  function make(scope: RowScope): Hub {
    const sight = createSight(deps, scope);
    const reader = createScopedReader({ deps, reader: hub.reader, scope, sight });
    const own: Hub = {
      tenant: hub.tenant,
      reader,
      fresh: freshWithin(hub.fresh, sight, reader),
      streams: streamsWithin(hub.streams, sight),
      replays: replaysWithin(hub.replays, sight, reader),
      governance: governanceWithin(hub.governance, { scope, sight, reader }),
      exceptions: exceptionsWithin(hub.exceptions, scope),
      amendments: amendmentsWithin(hub.amendments, sight),
      quoteToCash: quoteToCashWithin(hub.quoteToCash, sight),
      runs: runsWithin(hub.runs, { scope, sight }),
      lineage: lineagesWithin(hub.lineage, sight),
      audit: auditorWithin(hub.audit, { database: deps.database, scope, sight }),
      // Sources and people belong to no customer.
      sources: hub.sources,
      people: hub.people,
      operations: hub.operations,
      probe: hub.probe,
      erasures: hub.erasures,
      within: (next) => (next ? narrowed(narrower(scope, next)) : own),
    };
    return own;
  }
  return whole;
}

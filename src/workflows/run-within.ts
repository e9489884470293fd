import type { RowScope } from '../canonical/scope.ts';
import type { RunView } from '../store/run-view.ts';
import type { Sight } from '../store/sight.ts';
import { type Runs, unknownRun } from './run.ts';

/** The runs that callers with a scope see: those that concern only records that they see. What concerns nothing is for those who see everybody. */
export function runsWithin(
  runs: Runs,
  { scope, sight }: { readonly scope: RowScope; readonly sight: Sight },
): Runs {
  async function within(found: readonly (RunView | null)[]): Promise<(RunView | null)[]> {
    const seen = await sight.among(found.flatMap((run) => run?.concerns ?? []));
    return found.map((run) =>
      run && run.concerns.length > 0 && run.concerns.every((id) => seen.has(id)) ? run : null,
    );
  }
  const byIds: Runs['byIds'] = async (ids) => within(await runs.byIds(ids));
  const idsSeen = async (ids: readonly string[]): Promise<ReadonlySet<string>> =>
    new Set((await byIds(ids)).flatMap((run) => run?.id ?? []));
  return {
    byIds,
    about: async (ids) => within(await runs.about(ids)),
    ofSubjects: async (ids) => within(await runs.ofSubjects(ids)),
    list: (filter, page) => runs.list(filter, page, scope),
    ofCustomers: (ids, page) => runs.ofCustomers(ids, page, scope),
    async steps(ids) {
      const seen = await idsSeen(ids);
      return (await runs.steps(ids)).map((each, index) => (seen.has(ids[index]!) ? each : []));
    },
    // Whoever has a step, or a run, has seen the run.
    inputs: runs.inputs,
    calls: runs.calls,
    deeds: runs.deeds,
    async checkpoints(ids) {
      const seen = await idsSeen(ids);
      return (await runs.checkpoints(ids)).map((each, index) => (seen.has(ids[index]!) ? each : []));
    },
    async approvals(ids) {
      const found = await runs.approvals(ids);
      const seen = await sight.among(found.flat().flatMap(({ concerns }) => concerns));
      return found.map((each) =>
        each.filter(({ concerns }) => concerns.length > 0 && concerns.every((id) => seen.has(id))),
      );
    },
    async order(acting, idempotencyKey, action, input) {
      const [run] = await byIds([input.runId]);
      if (!run) throw unknownRun();
      return runs.order(acting, idempotencyKey, action, input);
    },
  };
}

import { Problem } from '../canonical/problem.ts';
import { isOver, runStatuses } from '../canonical/run.ts';
import type { SubscriptionResolvers } from '../generated/graphql.ts';

/** Most runs that a snapshot holds. */
const most = 200;
const open = runStatuses.filter((status) => !isOver(status));

/** Runs as they move: one, or all of some processes. */
export const workflowRunChanged: SubscriptionResolvers['workflowRunChanged'] = {
  async subscribe(_root, { runId, process, after }, { hub }) {
    if (runId != null && process != null)
      throw new Problem('INVALID_INPUT', 'Give runId or process, not both.', { path: 'process' });
    const processes = process && [...new Set<string>(process)].toSorted();
    const told = (data: Readonly<Record<string, unknown>>): boolean => {
      const { process: of } = (data['run'] ?? {}) as { process?: string };
      return !processes || (of !== undefined && processes.includes(of));
    };
    return hub.streams.open({
      field: 'workflowRunChanged',
      args: { runId: runId ?? null, process: processes ?? null },
      after: after ?? null,
      matches: ({ type, subjectId, data }) =>
        type.startsWith('run.') && (runId == null || subjectId === runId) && told(data),
      async snapshot() {
        if (runId != null) return (await hub.runs.byIds([runId])).filter((run) => run !== null);
        const filter = {
          process: processes ?? null,
          status: open,
          slaState: null,
          correlationId: null,
          from: null,
          to: null,
        };
        const { ids } = await hub.runs.list(filter, { first: most });
        return (await hub.runs.byIds(ids)).filter((run) => run !== null);
      },
    });
  },
  resolve: (message: unknown) => message as never,
};

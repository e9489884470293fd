import type { Sim, SimResponse } from '../kit/types.ts';
import { SalesforceError } from './error.ts';

const hourMs = 3_600_000;

/** The allowance of calls in any 24 hours: the setting `dailyLimit`, or that of an Enterprise organisation without licences. */
export function dailyLimit(sim: Sim): number {
  return sim.setting('dailyLimit', 100_000);
}

/** Calls that count at this moment: those of the last 24 hours, by the hour. */
export function usedCalls(sim: Sim): number {
  const since = Math.floor(sim.now() / hourMs) - 24;
  return Number(
    sim.db.prepare('select coalesce(sum(calls), 0) as n from sf_usage where hour > ?').get(since)?.n,
  );
}

/** Counts one call. Throws 403 REQUEST_LIMIT_EXCEEDED, without any hint when to come back, once the allowance is used. */
export function spendCall(sim: Sim): void {
  if (usedCalls(sim) >= dailyLimit(sim)) {
    throw new SalesforceError(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
  }
  sim.db
    .prepare(
      'insert into sf_usage (hour, calls) values (?, 1) on conflict (hour) do update set calls = calls + 1',
    )
    .run(Math.floor(sim.now() / hourMs));
}

/** The header that tells the usage with every answer. */
export function limitInfo(sim: Sim): string {
  return `api-usage=${usedCalls(sim)}/${dailyLimit(sim)}`;
}

/** Answers `GET /limits`. */
export function limits(sim: Sim): SimResponse {
  const max = dailyLimit(sim);
  const row = (limit: number, remaining = limit) => ({ Max: limit, Remaining: remaining });
  return {
    status: 200,
    body: JSON.stringify({
      DailyApiRequests: row(max, Math.max(0, max - usedCalls(sim))),
      DailyBulkApiBatches: row(15_000),
      DailyBulkV2QueryJobs: row(10_000),
      DailyStreamingApiEvents: row(200_000),
      DataStorageMB: row(10_240),
      FileStorageMB: row(10_240),
      HourlyTimeBasedWorkflow: row(1000),
      SingleEmail: row(5000),
    }),
  };
}

import type { Sim, SimRequest, SimResponse } from '../kit/types.ts';
import { refused } from './reply.ts';

/** An allowance in force for a call, and how much of it is left. */
interface Allowance {
  readonly limit: number;
  readonly remaining: number;
  readonly resetsIn: number;
}

interface Rule {
  readonly scope: string;
  readonly limit: number;
  readonly spanMs: number;
  readonly refusal: (retryAfter: number) => SimResponse;
}

function tooMany(text: string): (retryAfter: number) => SimResponse {
  // Endpoint limits answer in plain text, the account limit in JSON: clients meet both.
  return (retryAfter) => ({
    status: 429,
    headers: { 'retry-after': String(retryAfter), 'content-type': 'text/plain; charset=utf-8' },
    body: `${text}\n`,
  });
}

/** The account-wide refusal. */
export function accountLimit(retryAfter: number): SimResponse {
  const body = refused(429, 'APIRateLimitExceeded', 'Number of allowed API requests per minute exceeded');
  return { ...body, headers: { 'retry-after': String(retryAfter) } };
}

function endpointRules(sim: Sim, request: SimRequest, path: string): Rule[] {
  const rules: Rule[] = [];
  const minute = 60_000;
  if (path.startsWith('incremental/')) {
    const limit = sim.setting('incrementalPerMinute', 10);
    const refusal = tooMany('Number of allowed incremental export API requests per minute exceeded');
    rules.push({ scope: 'incremental', limit, spanMs: minute, refusal });
  }
  if (path === 'search/export') {
    const limit = sim.setting('searchExportPerMinute', 100);
    rules.push({
      scope: 'search-export',
      limit,
      spanMs: minute,
      refusal: tooMany('Search export rate limit exceeded'),
    });
  }
  if (request.method === 'GET' && path === 'tickets') {
    const limit = sim.setting('ticketsIndexPerMinute', 100);
    rules.push({
      scope: 'tickets-index',
      limit,
      spanMs: minute,
      refusal: tooMany('Tickets index rate limit exceeded'),
    });
  }
  const ticket = request.method === 'PUT' ? /^tickets\/(\d+)$/.exec(path) : null;
  if (ticket) {
    const refusal = tooMany('Ticket update rate limit exceeded');
    rules.push({
      scope: 'ticket-updates',
      limit: sim.setting('ticketUpdatesPerMinute', 100),
      spanMs: minute,
      refusal,
    });
    rules.push({
      scope: `ticket-updates/${ticket[1]}`,
      limit: sim.setting('updatesPerTicket', 30),
      spanMs: 10 * minute,
      refusal,
    });
  }
  return rules;
}

function use(sim: Sim, rule: Rule): Allowance & { readonly over: boolean } {
  const now = sim.now();
  const slot = Math.floor(now / rule.spanMs);
  const row = sim.db
    .prepare(
      `insert into rate_use (scope, slot, used) values (?, ?, 1)
       on conflict (scope, slot) do update set used = used + 1 returning used`,
    )
    .get(rule.scope, slot);
  const used = Number(row?.used);
  if (used === 1) sim.db.prepare('delete from rate_use where scope = ? and slot < ?').run(rule.scope, slot);
  return {
    limit: rule.limit,
    remaining: Math.max(0, rule.limit - used),
    resetsIn: Math.max(1, Math.ceil(((slot + 1) * rule.spanMs - now) / 1000)),
    over: used > rule.limit,
  };
}

/**
 * Counts a call against the account's limit per minute (setting `perMinute`, 700: the Enterprise plan) and its endpoint's own, on the
 * simulator's clock. Gives the rate headers of the answer, and the refusal when a limit is exceeded. Source: developer.zendesk.com, rate limits.
 */
export function takeAllowance(
  sim: Sim,
  request: SimRequest,
  path: string,
): { readonly headers: Record<string, string>; readonly refusal?: SimResponse } {
  const account = use(sim, {
    scope: 'account',
    limit: sim.setting('perMinute', 700),
    spanMs: 60_000,
    refusal: accountLimit,
  });
  const headers: Record<string, string> = {
    'x-rate-limit': String(account.limit),
    'x-rate-limit-remaining': String(account.remaining),
    'ratelimit-limit': String(account.limit),
    'ratelimit-remaining': String(account.remaining),
    'ratelimit-reset': String(account.resetsIn),
  };
  if (account.over) return { headers, refusal: accountLimit(account.resetsIn) };
  for (const rule of endpointRules(sim, request, path)) {
    const own = use(sim, rule);
    if (rule.scope === 'tickets-index') {
      headers['zendesk-ratelimit-tickets-index'] =
        `total=${own.limit}; remaining=${own.remaining}; resets=${own.resetsIn}`;
    }
    if (own.over) return { headers, refusal: rule.refusal(own.resetsIn) };
  }
  return { headers };
}

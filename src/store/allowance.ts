import { allot, allotRate, type Asking } from './allotment.ts';
import { type ShareRow, heldSlots, isAlive } from './allowance-row.ts';
import type { Queryable } from './database.ts';

/** The channel on which a process is told that others need what it has, or that something was given back. */
export const allowanceChannel = 'isthmus_allowance';

/** What one process asks of one account. */
export interface Ask {
  readonly account: string;
  readonly holder: string;
  readonly concurrency: number;
  /** Units in a span; null where there is no such limit. */
  readonly perSecond: number | null;
  readonly perMinute: number | null;
  /** How long the spans are, in milliseconds: a rate below one is one call in a longer span. */
  readonly secondMs: number;
  readonly minuteMs: number;
  readonly perDay: number | null;
  /** What it may be using until the answer comes: never less than what it is using. */
  readonly slots: number;
  readonly usingSecond: number;
  readonly usingMinute: number;
  /** What it spent of the rates in the last span. */
  readonly usedSecond: number;
  readonly usedMinute: number;
  readonly left: number;
  /** Calls since it was last told. */
  readonly spent: number;
  readonly running: readonly number[];
  /** How many calls it made or wanted to make at once lately. */
  readonly wanted: readonly number[];
  readonly busyMs: number;
  readonly pauseMs: number;
  readonly throttled: boolean;
  /** It was itself without the database, so that others, silent for the same reason, may be at work. */
  readonly patient: boolean;
}

/** What it may use from now on. */
export interface Given {
  readonly slots: number;
  readonly lanes: readonly number[];
  /** 1 where there is no such limit. */
  readonly perSecond: number;
  readonly perMinute: number;
  /** Whether there is more of the rates for the asking. */
  readonly fuller: boolean;
  readonly more: number;
  readonly spentByAll: number;
  readonly freesInMs: number;
  readonly pausedMs: number;
  readonly runningByAll: readonly number[];
  readonly keeper: boolean;
  /** It uses more than it should have: it gives that back when it tells so again. */
  readonly over: boolean;
}

interface AccountRow {
  readonly paused_ms: number;
  readonly eased: number | null;
  readonly kept_by_other: boolean;
  readonly epoch: number;
}

/** How long the right of a keeper lasts after its last word; no other process is the keeper before. */
export const keeperMs = 60_000;
/** How long a share lasts after it was asked for. */
export const leaseMs = 3_000;
/** The smallest block that is given; a process that spends faster is given what lasts it for some seconds. */
const smallestBlock = 20;
/** What a process spent of a rate counts for as long as it could have gone on, and the span. */
const forgottenAfterMs = 90_000;

const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);

/**
 * Takes and gives back, as part of the caller's transaction, which must hold nothing else: processes take turns by account. What is promised
 * is the sum: over all processes there is never more than the account allows, because a share shrinks here only after its holder has said
 * that it uses less, and grows here before its holder hears of it.
 */
export async function renewShare(tx: Queryable, ask: Ask): Promise<Given> {
  const { account, holder, concurrency } = ask;
  const state = await lockAccount(tx, ask);
  if (ask.perDay !== null) await countSpent(tx, account, ask.spent);
  const others = await otherShares(tx, account, holder, ask.patient);
  const own = others.find((each) => each.holder === holder);
  const rest = others.filter((each) => each.holder !== holder);
  const alive = rest.filter(isAlive);
  const patient = ask.patient;
  const dead = sum(rest.filter((each) => !isAlive(each)).map((each) => heldSlots(each, patient)));
  const slots = Math.max(0, Math.min(concurrency, state.eased ?? concurrency) - dead);
  const me: Asking = { holder, wants: ask.wanted, dryMs: own?.dry_ms ?? 0 };
  const targets = allot(slots, [
    me,
    ...alive.map((each) => ({
      holder: each.holder,
      wants: each.wanted,
      dryMs: each.dry_ms,
    })),
  ]);
  const target = targets.get(holder);
  const free = concurrency - sum(rest.map((each) => heldSlots(each, patient)));
  const mine = Math.max(0, Math.min(target?.slots ?? 0, free));
  const claimed = Math.max(mine, ask.slots);
  // Only what lasts some seconds: what a process that dies has of a minute's rate counts as spent for that minute.
  const useful = Math.max(smallestBlock, 5 * ask.spent);
  const rate = (limit: number | null, key: 'per_second' | 'per_minute', spanMs: number): number => {
    if (limit === null) return 1;
    const counting = rest.filter((each) => each.age_ms < spanMs + leaseMs);
    const unclaimed = limit - sum(counting.map((each) => each[key]));
    return Math.max(0, Math.min(allotRate(limit, targets, holder, state.epoch), unclaimed));
  };
  const mostSecond = rate(ask.perSecond, 'per_second', ask.secondMs);
  const mostMinute = rate(ask.perMinute, 'per_minute', ask.minuteMs);
  const perSecond = Math.min(mostSecond, ask.usedSecond + useful);
  const perMinute = Math.min(mostMinute, ask.usedMinute + useful);
  const day = await daily(tx, ask, sum(rest.map((each) => each.block)));
  const wants = sum(me.wants) > 0;
  await tx.query({
    name: 'allowance-renew',
    text: `insert into allowance_share as s (account, holder, pid, session_at, slots, per_second, per_minute, block, running, wanted, busy_until, dry_since, renewed_at)
           select $1, $2, pg_backend_pid(), backend_start, $3, $4, $5, $6, $7, $8, statement_timestamp() + $9 * interval '1 ms',
                  case when $10 then statement_timestamp() end, statement_timestamp()
           from pg_stat_get_activity(pg_backend_pid())
           on conflict (account, holder) do update set pid = excluded.pid, session_at = excluded.session_at, slots = excluded.slots,
             per_second = excluded.per_second, per_minute = excluded.per_minute, block = excluded.block, running = excluded.running,
             wanted = excluded.wanted, busy_until = excluded.busy_until, renewed_at = excluded.renewed_at,
             dry_since = case when $10 then coalesce(s.dry_since, excluded.dry_since) end`,
    values: [
      account,
      holder,
      claimed,
      ask.perSecond === null ? 0 : Math.max(perSecond, ask.usingSecond),
      ask.perMinute === null ? 0 : Math.max(perMinute, ask.usingMinute),
      ask.left + day.more,
      ask.running,
      ask.wanted,
      Math.ceil(ask.busyMs),
      wants && mine === 0,
    ],
  });
  const owing = alive.some((each) => each.slots > (targets.get(each.holder)?.slots ?? 0));
  const lacking = alive.some(
    (each) => each.slots < (targets.get(each.holder)?.slots ?? 0) && sum(each.wanted) > 0,
  );
  const short = mine < (target?.slots ?? 0) && owing;
  const released = own !== undefined && claimed < own.slots && lacking;
  if (short || released || ask.pauseMs > 0 || ask.throttled)
    await tx.query('select pg_notify($1, $2)', [allowanceChannel, account]);
  const given = Math.min(mine, claimed);
  return {
    slots: given,
    lanes: (target?.lanes ?? me.wants.map(() => 0)).map((most) => Math.min(most, given)),
    perSecond,
    perMinute,
    fuller: perSecond < mostSecond || perMinute < mostMinute,
    ...day,
    pausedMs: state.paused_ms,
    runningByAll: alive.reduce((total, each) => added(total, each.running), ask.running),
    keeper: !state.kept_by_other,
    over: claimed > given,
  };
}

/** Gives everything back, as part of the caller's transaction. Rates that were used count on for their span. */
export async function returnShare(tx: Queryable, ask: Ask): Promise<void> {
  const { account, holder } = ask;
  await lockAccount(tx, ask);
  if (ask.perDay !== null) await countSpent(tx, account, ask.spent);
  await tx.query(
    `update allowance_share set slots = 0, block = 0, per_second = $3, per_minute = $4, running = '{0,0,0,0}', wanted = '{0,0,0,0}',
       dry_since = null, renewed_at = statement_timestamp() where account = $1 and holder = $2`,
    [account, holder, ask.usedSecond, ask.usedMinute],
  );
  await tx.query('update allowance set keeper = null where account = $1 and keeper = $2', [account, holder]);
  await tx.query('select pg_notify($1, $2)', [allowanceChannel, account]);
}

/** Makes processes take turns, and notes what the vendor said. */
async function lockAccount(tx: Queryable, ask: Ask): Promise<AccountRow> {
  const { account, holder, concurrency, pauseMs, throttled } = ask;
  const lock = () =>
    tx.query({
      name: 'allowance-lock',
      text: 'select from allowance where account = $1 for update',
      values: [account],
    });
  if ((await lock()).rowCount === 0) {
    await tx.query('insert into allowance (account) values ($1) on conflict do nothing', [account]);
    await lock();
  }
  const { rows } = await tx.query<AccountRow>({
    name: 'allowance-account',
    text: `with eased as (
             select least($3::int, eased_to + floor(extract(epoch from statement_timestamp() - eased_at) / 5)::int) as slots
             from allowance where account = $1
           ) update allowance set
             paused_until = greatest(paused_until, case when $4::float8 > 0 then statement_timestamp() + $4::float8 * interval '1 ms' end),
             eased_to = case when $5 then greatest(1, floor(coalesce(eased.slots, $3) * 0.75)::int) else eased_to end,
             eased_at = case when $5 then statement_timestamp() else eased_at end,
             keeper = case when keeper is null or keeper_at < statement_timestamp() - $6 * interval '1 ms' then $2 else keeper end,
             keeper_at = case when keeper is null or keeper = $2 or keeper_at < statement_timestamp() - $6 * interval '1 ms'
                              then statement_timestamp() else keeper_at end
           from eased where account = $1
           returning greatest(0, extract(epoch from paused_until - statement_timestamp()) * 1000)::float8 as paused_ms,
             case when $5 then eased_to else eased.slots end as eased, keeper <> $2 as kept_by_other,
             floor(extract(epoch from statement_timestamp()) / 5)::int as epoch`,
    values: [account, holder, concurrency, pauseMs, throttled, keeperMs],
  });
  return rows[0]!;
}

/** Every share of the account. Those of which nothing counts any more are removed; what was given to them of the budget counts as spent. */
async function otherShares(
  tx: Queryable,
  account: string,
  holder: string,
  patient: boolean,
): Promise<readonly ShareRow[]> {
  const { rows } = await tx.query<ShareRow>({
    name: 'allowance-shares',
    text: `select s.holder, s.slots, s.per_second, s.per_minute, s.block, s.running, s.wanted,
             (extract(epoch from statement_timestamp() - s.renewed_at) * 1000)::float8 as age_ms,
             (extract(epoch from s.busy_until - statement_timestamp()) * 1000)::float8 as busy_ms,
             coalesce(extract(epoch from statement_timestamp() - s.dry_since) * 1000, 0)::float8 as dry_ms,
             exists (select from pg_stat_get_activity(s.pid) a where a.backend_start = s.session_at) as present
           from allowance_share s where s.account = $1`,
    values: [account],
  });
  const gone = rows.filter((each) => !patient && each.holder !== holder && each.age_ms > forgottenAfterMs);
  if (gone.length === 0) return rows;
  await countSpent(tx, account, sum(gone.map((each) => each.block)));
  await tx.query('delete from allowance_share where account = $1 and holder = any ($2)', [
    account,
    gone.map((each) => each.holder),
  ]);
  return rows.filter((each) => !gone.includes(each));
}

async function countSpent(tx: Queryable, account: string, calls: number): Promise<void> {
  if (calls === 0) return;
  const { rows } = await tx.query<{ fresh: boolean }>({
    name: 'allowance-spend',
    text: `insert into allowance_spent as s (account, hour, calls) values ($1, date_trunc('hour', statement_timestamp()), $2)
           on conflict (account, hour) do update set calls = s.calls + excluded.calls returning xmax = 0 as fresh`,
    values: [account, calls],
  });
  if (rows[0]!.fresh)
    await tx.query(
      `delete from allowance_spent where account = $1 and hour < statement_timestamp() - interval '2 days'`,
      [account],
    );
}

async function daily(
  tx: Queryable,
  { account, perDay, left, spent, wanted }: Ask,
  othersBlocks: number,
): Promise<{ readonly more: number; readonly spentByAll: number; readonly freesInMs: number }> {
  if (perDay === null) return { more: 0, spentByAll: 0, freesInMs: 0 };
  const { rows } = await tx.query<{ calls: string; frees_ms: number | null }>({
    name: 'allowance-day',
    text: `select coalesce(sum(calls), 0) as calls,
             (extract(epoch from min(hour) + interval '24 hours' - statement_timestamp()) * 1000)::float8 as frees_ms
           from allowance_spent where account = $1 and hour > statement_timestamp() - interval '24 hours'`,
    values: [account],
  });
  const spentByAll = Number(rows[0]!.calls);
  const free = Math.max(0, perDay - spentByAll - othersBlocks - left);
  const useful = sum(wanted) > 0 ? Math.max(smallestBlock, 5 * spent) - left : 0;
  // What is nearly spent is given in smaller pieces, so that all have some.
  const more = Math.max(0, Math.min(useful, Math.ceil(free / 2)));
  return { more, spentByAll, freesInMs: Math.max(0, rows[0]!.frees_ms ?? 0) };
}

const added = (a: readonly number[], b: readonly number[]): number[] =>
  a.map((count, rank) => count + b[rank]!);

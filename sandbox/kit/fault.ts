import type { DatabaseSync } from 'node:sqlite';
import { chance } from './chance.ts';
import type { Patch } from './patch.ts';
import type { SimRequest } from './types.ts';

/** Which requests a rule is about. All that is given must hold. */
export interface Match {
  readonly method?: string;
  /** A part of the path with its query string, or a regular expression of it. */
  readonly path?: string;
  readonly objectType?: string;
  /** Fires from the nth matching request on (counted from 1): once, or `count` times. */
  readonly nth?: number;
  /** Depends on the rule and on how many requests it saw. */
  readonly probability?: number;
  /** How often the rule fires at most. */
  readonly count?: number;
}

export type Act =
  | { readonly act: 'delay'; readonly ms: number; readonly when?: When }
  | {
      readonly act: 'status';
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
      readonly when?: When;
    }
  | { readonly act: 'reset-before-apply' | 'hang-after-apply' | 'reset-after-apply' }
  /** Half of the body; with `cut` under the full length and a broken connection, otherwise as a whole answer. */
  | { readonly act: 'truncate'; readonly cut?: boolean }
  | { readonly act: 'garbage'; readonly when?: When }
  | ({ readonly act: 'patch' } & Patch)
  /** `rate` calls a second with bursts of `burst`; the rest are told to come back in `retryAfter` seconds. */
  | { readonly act: 'throttle'; readonly rate: number; readonly burst?: number; readonly retryAfter?: number }
  | { readonly act: 'hold'; readonly when?: When };

/** Before the vendor handles the call, or between its effect and the answer. */
export type When = 'before' | 'after';

export interface Rule {
  readonly match: Match;
  readonly act: Act;
}

export interface Fault extends Rule {
  readonly id: number;
  seen: number;
  fired: number;
}

/** The fault rules in force; they survive a restart. */
export interface Faults {
  add(rules: readonly Rule[]): number[];
  list(): readonly Fault[];
  clear(): void;
  /** The faults that fire for a request, oldest rule first; counts it. */
  firing(request: SimRequest, objectType: string | null): readonly Fault[];
  /** Takes a token of a throttle rule; false when there is none. */
  take(fault: Fault, rate: number, burst: number, nowMs: number): boolean;
}

const acts = [
  'delay',
  'status',
  'reset-before-apply',
  'hang-after-apply',
  'reset-after-apply',
  'truncate',
  'garbage',
  'patch',
  'throttle',
  'hold',
];

/** A rule from JSON, with `act` either `{act: "delay", ms}` or a word beside its parameters. Throws an Error that says what is wrong. */
export function ruleFrom(value: unknown): Rule {
  if (typeof value !== 'object' || value === null) throw new Error('a fault rule is an object {match, act}');
  const { match = {}, act, ...rest } = value as Record<string, unknown>;
  const parsed = typeof act === 'string' ? { ...rest, act } : act;
  const name = (parsed as { act?: unknown } | undefined)?.act;
  if (!acts.includes(String(name))) throw new Error(`act must be one of ${acts.join(', ')}`);
  if (typeof match !== 'object' || match === null) throw new Error('match must be an object');
  if (typeof (match as Match).path === 'string') new RegExp((match as Match).path!);
  return { match, act: parsed as Act };
}

function applies(match: Match, request: SimRequest, objectType: string | null): boolean {
  if (match.method && match.method.toUpperCase() !== request.method) return false;
  if (match.objectType && match.objectType !== objectType) return false;
  if (match.path === undefined) return true;
  const search = request.query.toString();
  const target = search ? `${request.path}?${search}` : request.path;
  return target.includes(match.path) || new RegExp(match.path).test(target);
}

/** The fault rules of a simulator, kept in its database. */
export function openFaults(db: DatabaseSync): Faults {
  const insert = db.prepare('insert into sim_fault (rule) values (?)');
  const counted = db.prepare('update sim_fault set seen = ?, fired = ? where id = ?');
  const buckets = new Map<number, { tokens: number; at: number }>();
  let faults: Fault[] = db
    .prepare('select id, rule, seen, fired from sim_fault order by id')
    .all()
    .map((row) => ({
      ...(JSON.parse(String(row.rule)) as Rule),
      id: Number(row.id),
      seen: Number(row.seen),
      fired: Number(row.fired),
    }));
  return {
    add(rules) {
      return rules.map((rule) => {
        const id = Number(insert.run(JSON.stringify(rule)).lastInsertRowid);
        faults.push({ ...rule, id, seen: 0, fired: 0 });
        return id;
      });
    },
    list: () => faults,
    clear() {
      db.exec('delete from sim_fault');
      buckets.clear();
      faults = [];
    },
    firing(request, objectType) {
      return faults.filter((fault) => {
        const { match } = fault;
        if (!applies(match, request, objectType)) return false;
        fault.seen += 1;
        const limit = match.count ?? (match.nth === undefined ? Infinity : 1);
        const fires =
          fault.fired < limit &&
          fault.seen >= (match.nth ?? 1) &&
          chance(fault.id, fault.seen) < (match.probability ?? 1);
        if (fires) fault.fired += 1;
        counted.run(fault.seen, fault.fired, fault.id);
        return fires;
      });
    },
    take(fault, rate, burst, nowMs) {
      const bucket = buckets.get(fault.id) ?? { tokens: burst, at: nowMs };
      const tokens = Math.min(burst, bucket.tokens + (Math.max(0, nowMs - bucket.at) / 1000) * rate);
      buckets.set(fault.id, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: nowMs });
      return tokens >= 1;
    },
  };
}

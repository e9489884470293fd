import type { FastifyRequest, onSendHookHandler } from 'fastify';
import type { Limits } from '../canonical/limits.ts';
import { Problem } from '../canonical/problem.ts';
import { unboundRights } from '../auth/rights.ts';
import type { Caller } from './access.ts';
import { type Buckets, createBuckets, type Quota } from './bucket.ts';

/** What each consumer may send to this node. A consumer is an account of a tenant; where no token is asked for, nobody is counted. */
export interface Rates {
  /** Counts a request, or an operation of a socket; throws TOO_MANY_REQUESTS. */
  request(caller: Caller): void;
  /** Counts what an operation costs; throws TOO_MANY_REQUESTS. */
  cost(caller: Caller, units: number): void;
  /** Counts a connection that stays; returns what forgets it. Throws TOO_MANY_REQUESTS. */
  connection(caller: Caller): () => void;
  /** Throws TOO_MANY_REQUESTS for an address that has sent too many tokens which prove nothing. */
  address(address: string): void;
  /** Counts a token that proved nothing. */
  failure(address: string): void;
  /** What the consumer has left, as header fields; none where nobody is counted. */
  headers(caller: Caller): Readonly<Record<string, string>>;
}

/** The rates of one node. `clock` gives milliseconds. */
export function createRates(limits: Limits, clock?: () => number): Rates {
  const { requestsPerSecond, burst, connectionsPerConsumer, failedTokensPerMinute } = limits;
  // An operation within the limit of one must be possible.
  const costs = Math.max(limits.costPerMinute, limits.maxCost);
  const quotas = {
    requests: { capacity: burst, perSecond: requestsPerSecond },
    cost: { capacity: costs, perSecond: costs / 60 },
  };
  const requests = createBuckets(quotas.requests, clock);
  const cost = createBuckets(quotas.cost, clock);
  const failures = createBuckets(
    { capacity: failedTokensPerMinute, perSecond: failedTokensPerMinute / 60 },
    clock,
  );
  const connections = new Map<string, number>();
  const policy = Object.entries(quotas)
    .map(([name, { capacity, perSecond }]) => `"${name}";q=${capacity};w=${Math.ceil(capacity / perSecond)}`)
    .join(', ');

  function take(buckets: Buckets, key: string, units: number, what: string): void {
    const waitMs = buckets.take(key, units);
    if (waitMs > 0) throw tooMany(what, waitMs);
  }

  return {
    request(caller) {
      const key = keyOf(caller);
      if (key !== null) take(requests, key, 1, `more than ${requestsPerSecond} requests a second`);
    },
    cost(caller, units) {
      const key = keyOf(caller);
      if (key !== null) take(cost, key, units, `operations that cost more than ${costs} a minute`);
    },
    connection(caller) {
      const key = keyOf(caller);
      if (key === null) return () => {};
      const open = connections.get(key) ?? 0;
      if (open >= connectionsPerConsumer)
        throw tooMany(`more than ${connectionsPerConsumer} connections at a time`, 1000);
      connections.set(key, open + 1);
      return once(() => {
        const left = connections.get(key)! - 1;
        if (left > 0) connections.set(key, left);
        else connections.delete(key);
      });
    },
    address(address) {
      if (failures.left(networkOf(address)) < 1)
        throw tooMany('too many tokens that prove nothing', 60_000 / failedTokensPerMinute);
    },
    failure: (address) => void failures.take(networkOf(address)),
    headers(caller) {
      const key = keyOf(caller);
      if (key === null) return none;
      const left = [
        serviceLimit('requests', quotas.requests, requests.left(key)),
        serviceLimit('cost', quotas.cost, cost.left(key)),
      ];
      return { 'ratelimit-policy': policy, ratelimit: left.join(', ') };
    },
  };
}

const none: Readonly<Record<string, string>> = {};

/** Where no token is asked for, everybody is the same account. */
function keyOf({ principal, rights }: Caller): string | null {
  return rights === unboundRights ? null : `${principal.tenant} ${principal.account}`;
}

/** What is left of a quota, as draft-ietf-httpapi-ratelimit-headers-11 words it: so many units, within so many seconds. */
function serviceLimit(name: string, { perSecond }: Quota, left: number): string {
  const seconds = left < 1 ? Math.ceil((1 - left) / perSecond) : 1;
  return `"${name}";r=${Math.floor(left)};t=${Math.max(1, seconds)}`;
}

function tooMany(what: string, waitMs: number): Problem {
  const retryAfterMs = Math.ceil(waitMs);
  return new Problem('TOO_MANY_REQUESTS', `The hub does not take ${what}; wait and try again.`, {
    retryAfterMs,
  });
}

/** Whoever has one address of IPv6 has all of its network, usually a /64. */
function networkOf(address: string): string {
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? [];
  if (mapped !== undefined) return mapped;
  if (!address.includes(':')) return address;
  const [head = '', tail = ''] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === '' ? [] : tail.split(':');
  const zeros = address.includes('::') ? 8 - before.length - after.length : 0;
  return [...before, ...Array<string>(Math.max(0, zeros)).fill('0'), ...after].slice(0, 4).join(':');
}

/** A hook that tells callers what they have left, whatever they are answered. */
export function tellRates(rates: Rates, callers: WeakMap<FastifyRequest, Caller>): onSendHookHandler {
  return (request, reply, _payload, done) => {
    const caller = callers.get(request);
    if (caller) reply.headers(rates.headers(caller));
    done();
  };
}

function once(work: () => void): () => void {
  let due = true;
  return () => {
    if (due) work();
    due = false;
  };
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, Faults, When } from './fault.ts';
import type { Journal } from './journal.ts';
import { patchJson } from './patch.ts';
import type { Sim, SimRequest, SimResponse, Vendor } from './types.ts';

/** What an exchange needs of the running simulator. */
export interface Station {
  readonly sim: Sim;
  readonly vendor: Vendor;
  readonly journal: Journal;
  readonly faults: Faults;
  /** Aborts when the simulator closes. */
  readonly closing: AbortSignal;
  /** Resolves when held calls are released. */
  released(): Promise<void>;
}

type Verdict = SimResponse | 'drop' | undefined;

const garbage: SimResponse = {
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: '<!DOCTYPE html><html><head><title>Service</title></head><body>One moment, please.',
};

function at(station: Station): string {
  return new Date(station.sim.now()).toISOString();
}

function throttled(station: Station, request: SimRequest, retryAfter: number): SimResponse {
  return (
    station.vendor.throttled?.(station.sim, request, retryAfter) ?? {
      status: 429,
      headers: { 'retry-after': String(retryAfter) },
      body: '{"error":"too many requests"}',
    }
  );
}

function statusOf(act: Extract<Fault['act'], { act: 'status' }>): SimResponse {
  const body = typeof act.body === 'string' || act.body === undefined ? act.body : JSON.stringify(act.body);
  return { status: act.status, ...(act.headers && { headers: act.headers }), body: body ?? '' };
}

async function meet(station: Station, fault: Fault, request: SimRequest, when: When): Promise<Verdict> {
  const { act } = fault;
  const before = when === 'before';
  switch (act.act) {
    case 'delay':
      if ((act.when ?? 'after') === when) await sleep(act.ms, undefined, { signal: station.closing });
      return undefined;
    case 'hold':
      if ((act.when ?? 'before') === when) await station.released();
      return undefined;
    case 'status':
      return (act.when ?? 'before') === when ? statusOf(act) : undefined;
    case 'garbage':
      return (act.when ?? 'before') === when ? garbage : undefined;
    case 'throttle': {
      if (!before) return undefined;
      const burst = act.burst ?? Math.max(1, act.rate);
      const free = station.faults.take(fault, act.rate, burst, station.sim.now());
      return free ? undefined : throttled(station, request, act.retryAfter ?? 1);
    }
    case 'reset-before-apply':
      return before ? 'drop' : undefined;
    // Seen to where the answer is sent.
    case 'hang-after-apply':
    case 'reset-after-apply':
    case 'truncate':
    case 'patch':
      return undefined;
  }
}

async function apply(station: Station, seq: number, request: SimRequest): Promise<SimResponse> {
  const { sim, vendor, journal } = station;
  sim.db.exec('begin immediate');
  try {
    const given = vendor.handle(sim, request);
    if (!(given instanceof Promise)) {
      journal.settle(seq, request, given, at(station));
      sim.db.exec('commit');
      return given;
    }
    sim.db.exec('commit');
    const response = await given;
    if (station.closing.aborted) return response;
    journal.settle(seq, request, response, at(station));
    return response;
  } catch (error) {
    if (station.closing.aborted) throw error;
    if (sim.db.isTransaction) sim.db.exec('rollback');
    process.stderr.write(
      `${request.method} ${request.path}: ${error instanceof Error ? error.stack : String(error)}\n`,
    );
    return { status: 500, headers: { 'content-type': 'text/plain' }, body: 'the simulator failed' };
  }
}

function send(
  station: Station,
  seq: number,
  response: SimResponse,
  out: ServerResponse,
  faults: readonly Fault[],
): void {
  let body = response.body ?? '';
  let cut = false;
  for (const { act } of faults) if (act.act === 'patch') body = patchJson(body, act);
  const whole = Buffer.from(body);
  let sent = whole;
  for (const { act } of faults) {
    if (act.act !== 'truncate') continue;
    sent = whole.subarray(0, Math.floor(whole.length / 2));
    cut = act.cut ?? false;
  }
  const type = whole.length > 0 ? { 'content-type': 'application/json;charset=UTF-8' } : {};
  const empty = response.status === 204 || response.status === 304;
  const length = empty ? {} : { 'content-length': cut ? whole.length : sent.length };
  out.writeHead(response.status, { ...type, ...response.headers, ...length });
  if (cut) {
    out.write(sent, () => out.destroy());
    return;
  }
  out.end(sent, () => {
    if (!station.closing.aborted) station.journal.answer(seq, response.status, at(station));
  });
}

/** Takes one request of the vendor's protocol through journal, faults and vendor, and answers it or breaks it as the faults say. */
export async function exchange(
  station: Station,
  request: SimRequest,
  incoming: IncomingMessage,
  out: ServerResponse,
): Promise<void> {
  const objectType = station.vendor.objectTypeOf(request);
  const seq = station.journal.receive(request, objectType, at(station));
  const firing = station.faults.firing(request, objectType);
  let verdict: Verdict;
  for (const fault of firing) {
    verdict = await meet(station, fault, request, 'before');
    if (verdict) break;
  }
  if (verdict === 'drop') return void incoming.socket.destroy();
  if (verdict) station.journal.settle(seq, request, verdict, at(station));
  let response = verdict ?? (await apply(station, seq, request));
  for (const fault of firing) {
    const instead = await meet(station, fault, request, 'after');
    if (instead && instead !== 'drop') response = instead;
    if (fault.act.act === 'reset-after-apply') return void incoming.socket.destroy();
    if (fault.act.act === 'hang-after-apply') return;
  }
  if (!out.destroyed) send(station, seq, response, out, firing);
}

import type { World } from '../world/types.ts';
import { BadControl } from './bad-control.ts';
import { atomically, quoted, vendorTables } from './database.ts';
import { ruleFrom } from './fault.ts';
import type { Faults } from './fault.ts';
import { parseBig } from './json.ts';
import type { Journal } from './journal.ts';
import type { Meta } from './meta.ts';
import { changeRow, countOf, readRows } from './state.ts';
import type { Sim, SimRequest, SimResponse, Vendor } from './types.ts';
import type { WebhookDesk } from './webhooks.ts';

/** Makes the world that simulators are seeded from. */
export type MakeWorld = (options: { n: number; seed: number; today: string }) => World | Promise<World>;

/** What the control surface acts on. */
export interface Controls {
  readonly sim: Sim;
  readonly vendor: Vendor;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly meta: Meta;
  readonly webhooks: WebhookDesk;
  readonly makeWorld: MakeWorld;
  /** Lets held calls go on; says how many there were. */
  release(): number;
}

function reply(value: unknown, status = 200): SimResponse {
  return { status, body: JSON.stringify(value) };
}

function bodyOf(request: SimRequest): Record<string, unknown> {
  if (request.body.length === 0) return {};
  try {
    const value = parseBig(request.body.toString());
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch (error) {
    throw new BadControl(`the body is not JSON: ${String(error)}`);
  }
  throw new BadControl('the body must be a JSON object');
}

function clearTables(sim: Sim): void {
  for (const table of vendorTables(sim.db)) sim.db.exec(`delete from ${quoted(table)}`);
}

/** True when none of the vendor's objects has a row. */
export function isEmpty({ sim, vendor }: Pick<Controls, 'sim' | 'vendor'>): boolean {
  return Object.values(vendor.objects).every((object) => countOf(sim, object) === 0);
}

/** Replaces the vendor's data by its part of the world of (n, seed, today), in one transaction; answers rows by object. */
export async function seed(
  controls: Controls,
  wanted: { n: number; seed: number; today?: string | undefined },
): Promise<Record<string, number>> {
  const { sim, vendor } = controls;
  if (!Number.isSafeInteger(wanted.n) || wanted.n < 0) throw new BadControl('n must be a whole number');
  const today = wanted.today ?? new Date(sim.now()).toISOString().slice(0, 10);
  const world = await controls.makeWorld({ n: wanted.n, seed: wanted.seed, today });
  atomically(sim.db, () => {
    clearTables(sim);
    vendor.seed(sim, world);
  });
  return counts(controls);
}

function counts({ sim, vendor }: Controls): Record<string, number> {
  return Object.fromEntries(
    Object.entries(vendor.objects).map(([name, object]) => [name, countOf(sim, object)]),
  );
}

function reset({ sim, journal, faults, meta, webhooks }: Controls): SimResponse {
  atomically(sim.db, () => {
    clearTables(sim);
    sim.db.exec('delete from sim_journal');
    faults.clear();
    webhooks.clear();
    meta.remove('clockOffset');
    meta.remove('settings');
  });
  return reply({ reset: true, journal: journal.rows(0, 1).length });
}

function showState(controls: Controls, request: SimRequest): SimResponse {
  const { sim, vendor, meta } = controls;
  const name = request.query.get('object');
  const limit = Number(request.query.get('limit') ?? -1);
  if (!Number.isSafeInteger(limit)) throw new BadControl('limit must be a whole number');
  if (name !== null) {
    const rows = readRows(sim, vendor, name, {
      id: request.query.get('id'),
      after: request.query.get('after'),
      limit,
    });
    return reply({ object: name, count: countOf(sim, vendor.objects[name]!), rows });
  }
  const objects = Object.keys(vendor.objects).map((each) => [each, readRows(sim, vendor, each, { limit })]);
  return reply({
    instance: sim.instance,
    vendor: vendor.vendor,
    now: new Date(sim.now()).toISOString(),
    settings: meta.get('settings') ?? {},
    counts: counts(controls),
    objects: Object.fromEntries(objects),
  });
}

function changeState({ sim, vendor, meta }: Controls, body: Record<string, unknown>): SimResponse {
  if (body.settings !== undefined) {
    const settings = { ...(meta.get('settings') as object | undefined), ...(body.settings as object) };
    meta.set('settings', settings);
    if (body.object === undefined) return reply({ settings });
  }
  const { id } = body;
  if (
    typeof body.object !== 'string' ||
    !(typeof id === 'string' || typeof id === 'number' || typeof id === 'bigint')
  ) {
    throw new BadControl('say {object, id, set} or {object, id, delete: true} or {settings}');
  }
  const row = changeRow(sim, vendor, {
    object: body.object,
    id: String(id),
    set: (body.set as Record<string, unknown> | undefined) ?? {},
    delete: body.delete === true,
  });
  return reply({ object: body.object, row });
}

function addFaults({ faults }: Controls, body: Record<string, unknown>): SimResponse {
  const many = Array.isArray(body.rules);
  let rules;
  try {
    rules = (many ? (body.rules as unknown[]) : [body]).map(ruleFrom);
  } catch (error) {
    throw new BadControl(error instanceof Error ? error.message : String(error));
  }
  const ids = faults.add(rules);
  return reply(many ? { ids } : { id: ids[0], ids });
}

function advance({ sim, vendor, meta }: Controls, body: Record<string, unknown>): SimResponse {
  const advanceMs = Number(body.advanceMs);
  if (!Number.isFinite(advanceMs) || advanceMs < 0) throw new BadControl('advanceMs must be 0 or more');
  meta.set('clockOffset', Number(meta.get('clockOffset') ?? 0) + advanceMs);
  vendor.onClock?.(sim);
  return reply({ now: new Date(sim.now()).toISOString() });
}

/** Puts other credentials in the place of those of before, which are refused from then on; sessions go on. */
function rotate({ sim, meta }: Controls, body: Record<string, unknown>): SimResponse {
  meta.set('credentials', { ...sim.credentials, ...body });
  return reply({ changed: Object.keys(body) });
}

async function route(controls: Controls, request: SimRequest): Promise<SimResponse> {
  const { query } = request;
  switch (`${request.method} ${request.path.slice('/__sim'.length)}`) {
    case 'GET /journal':
      return reply(
        controls.journal.rows(Number(query.get('after') ?? 0), Number(query.get('limit') ?? 100_000)),
      );
    case 'GET /faults':
      return reply({ rules: controls.faults.list() });
    case 'POST /faults':
      return addFaults(controls, bodyOf(request));
    case 'DELETE /faults':
      controls.faults.clear();
      return reply({ rules: [] });
    case 'POST /release':
      return reply({ released: controls.release() });
    case 'GET /state':
      return showState(controls, request);
    case 'POST /state':
      return changeState(controls, bodyOf(request));
    case 'POST /seed': {
      const body = bodyOf(request);
      const today = typeof body.today === 'string' ? body.today : undefined;
      return reply({
        counts: await seed(controls, { n: Number(body.n), seed: Number(body.seed ?? 1), today }),
      });
    }
    case 'POST /reset':
      return reset(controls);
    case 'POST /clock':
      return advance(controls, bodyOf(request));
    case 'POST /credentials':
      return rotate(controls, bodyOf(request));
    case 'POST /webhooks':
      if (controls.vendor.steer) return reply(controls.vendor.steer(controls.sim, bodyOf(request)));
      return reply(controls.webhooks.steer(bodyOf(request)));
    case 'GET /webhooks':
      if (controls.vendor.steer) return reply(controls.vendor.steer(controls.sim, {}));
      return reply(
        controls.webhooks.status(
          Number(query.get('after') ?? 0),
          Math.min(Number(query.get('limit') ?? 100_000), 100_000),
        ),
      );
    default:
      return reply({ error: `no ${request.method} ${request.path} here` }, 404);
  }
}

/** Answers a request to `/__sim`, the surface by which tests and operators steer a simulator. Not journalled. */
export async function control(controls: Controls, request: SimRequest): Promise<SimResponse> {
  try {
    return await route(controls, request);
  } catch (error) {
    if (error instanceof BadControl) return reply({ error: error.message }, 400);
    return reply({ error: error instanceof Error ? error.message : String(error) }, 500);
  }
}

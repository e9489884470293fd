import { inject } from 'vitest';
import type { AmendmentType } from '../../src/canonical/amendment.ts';
import {
  type Backstage,
  makeUp,
  openBackstage,
  type Priced,
  readSubjects,
  type Subject,
} from './amending.ts';
import {
  eventually,
  type Landscape,
  type RunningHub,
  type SourceSettings,
  startLandscape,
  type VendorName,
  vendorNames,
} from './hub.ts';
import { type HubNode, startNode } from './node.ts';
import { type Counter, counterOf, openShop, sellingSettings, type Shop } from './selling.ts';

/** Impatient settings: a test does not want to wait for what a person would wait for. */
export const impatient = {
  quoteToCash: sellingSettings,
  retryAfterMs: 50,
  retryAtMostMs: 500,
  lookAfterMs: 1_500,
  beatMs: 250,
  deadAfterMs: 3_000,
  sweepMs: 200,
};

/** The four systems, a shop that sells, and whoever asks the hub about it. */
export interface Arena {
  readonly land: Landscape;
  readonly shop: Shop;
  readonly stage: Backstage;
  /** Asks a hub that answers; where one is gone, the next one, as long as it takes. */
  readonly hub: Pick<RunningHub, 'data'>;
  readonly counter: Counter;
  readonly nodes: readonly HubNode[];
  readonly catalogue: readonly Priced[];
  /** Subscriptions that can be changed, each of another customer. */
  readonly subjects: readonly Subject[];
  /** Ids of all runs that were begun by `beginAll`. */
  readonly begun: Set<string>;
  close(): Promise<void>;
}

export interface ArenaOptions {
  readonly customers: number;
  readonly seed: number;
  /** Processes that serve; 0: one hub in this process. */
  readonly nodes: number;
  readonly sources?: SourceSettings;
  /** Settings as `isthmus.yaml` has them. */
  readonly more?: Readonly<Record<string, unknown>>;
  readonly natsUrl?: string;
  /** Another database than that of the test run, migrated and empty. */
  readonly databaseUrl?: string;
}

/** Opens an arena; its hubs have every role of a node. */
export async function openArena(options: ArenaOptions): Promise<Arena> {
  const { customers, seed, sources = {}, more = {}, natsUrl = inject('natsUrl') } = options;
  const started = await startLandscape({ n: customers, seed });
  const databaseUrl = options.databaseUrl ?? started.databaseUrl;
  const land = { ...started, databaseUrl };
  await land.backfill({ databaseUrl });
  const settings = { approvals: { rules: [] }, workflows: impatient, ...more };
  const single =
    options.nodes === 0 ? await land.serve(sources, { roles: ['api', 'worker'], ...settings }) : null;
  const config = land.config(sources, { roles: ['api', 'ingest', 'worker'], logLevel: 'warn', ...settings });
  const nodes = await Promise.all(
    Array.from({ length: options.nodes }, () => startNode(config, databaseUrl, natsUrl)),
  );
  const hub = single ?? anyOf(nodes);
  const stage = openBackstage(land);
  const { subjects, catalogue } = await readSubjects(stage);
  const shop = await openShop(land);
  return {
    land,
    shop,
    stage,
    hub,
    counter: counterOf(hub),
    nodes,
    catalogue,
    subjects: oneEach(subjects),
    begun: new Set(),
    async close() {
      await shop.close();
      await stage.close();
      await Promise.all(nodes.map((node) => node.close()));
      await single?.close();
      await land.close();
    },
  };
}

/** Of each customer one subscription: what a customer may use follows from all of its subscriptions. */
function oneEach(subjects: readonly Subject[]): readonly Subject[] {
  const byAccount = new Map(
    subjects.toReversed().map((subject) => [JSON.stringify(subject.subscription.links.customer), subject]),
  );
  return [...byAccount.values()];
}

/** What a node answers while it ends, or while what it stands on is away: nothing was done, or the same key tells what was. */
const passing = ['SOURCE_UNAVAILABLE', 'SERVICE_UNAVAILABLE', 'INTERNAL', 'UNAVAILABLE', 'TIMEOUT'];

/** Asks one node after the other until one answers. */
function anyOf(nodes: readonly HubNode[]): Pick<RunningHub, 'data'> {
  let turn = 0;
  return {
    data: <T>(query: string, variables?: Record<string, unknown>) =>
      eventually(
        `a node answers ${query.slice(0, 80)}`,
        async () => {
          const node = nodes[(turn += 1) % nodes.length]!;
          const answer = await fetch(`${node.url}/graphql`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ query, variables }),
            signal: AbortSignal.timeout(15_000),
          })
            .then(
              async (response) =>
                (await response.json()) as {
                  data?: T;
                  errors?: readonly { extensions?: { code?: string } }[];
                },
            )
            .catch(() => null);
          if (!answer) return undefined;
          const codes = answer.errors?.map(({ extensions }) => extensions?.code ?? '') ?? [];
          if (codes.some((code) => passing.includes(code))) return undefined;
          if (answer.errors) throw new Error(JSON.stringify(answer.errors.slice(0, 3)));
          return { data: answer.data as T };
        },
        120_000,
      ).then(({ data }) => data),
  };
}

/** A deal that is to be carried out. */
export interface ChaosDeal {
  readonly id: string;
  readonly crmId: string;
  readonly accountId: string;
  readonly name: string;
}

/** A company that nobody but the CRM knows, with a deal that is approved and, unless told otherwise, won. */
export async function aDeal({ shop }: Pick<Arena, 'shop'>, win = true): Promise<ChaosDeal> {
  const company = await shop.stranger();
  const { id, crmId } = await shop.sell(company, { win });
  return { id, crmId, accountId: company.crmId, name: company.name };
}

interface Previewed {
  readonly id: string;
  readonly blockers: readonly { readonly code: string }[];
}

/** A preview that nothing forbids; null where something does. */
export async function aPreview({ hub }: Pick<Arena, 'hub'>, input: object): Promise<string | null> {
  const { previewAmendment } = await hub.data<{ previewAmendment: Previewed }>(
    'query ($input: AmendmentInput!) { previewAmendment(input: $input) { id blockers { code } } }',
    { input },
  );
  return previewAmendment.blockers.length === 0 ? previewAmendment.id : null;
}

export interface Committed {
  readonly userErrors: readonly { readonly code: string; readonly message: string }[];
  readonly run: { readonly id: string } | null;
  readonly replayed: boolean;
}

/** Commits a preview; the same key again is the same commit. */
export async function commit(
  { hub }: Pick<Arena, 'hub'>,
  previewId: string,
  idempotencyKey = previewId,
): Promise<Committed> {
  const { commitAmendment } = await hub.data<{ commitAmendment: Committed }>(
    'mutation ($input: CommitAmendmentInput!) { commitAmendment(input: $input) { userErrors { code message } run { id } replayed } }',
    { input: { idempotencyKey, previewId } },
  );
  return commitAmendment;
}

/** How a run stands, as its rows say. */
export interface Rest {
  readonly id: string;
  readonly process: string;
  readonly status: string;
  readonly reason: string | null;
}

/** Runs once nobody moves them any more: each is over, or waits for a person and for nothing else. */
export function atRest(
  { stage }: Pick<Arena, 'stage'>,
  ids: readonly string[],
  boundMs = 120_000,
): Promise<readonly Rest[]> {
  return eventually(
    'every run is over or waits for a person',
    async () => {
      const { rows } = await stage.database
        .query<Rest & { rests: boolean }>(
          `select id, process, status, reason,
             finished_at is not null or (status = 'PAUSED' and node is null and due_at is null) as rests
           from run where id = any($1)`,
          [ids],
        )
        .catch(() => ({ rows: [] }));
      return rows.length === ids.length && rows.every(({ rests }) => rests) && rows;
    },
    boundMs,
  );
}

/** Has every run that waits for a person tried again. */
export async function retry({ hub }: Pick<Arena, 'hub'>, runs: readonly Rest[]): Promise<void> {
  for (const { id } of runs.filter(({ status }) => status === 'PAUSED'))
    await hub.data(
      'mutation ($input: RunActionInput!) { retryFromStep(input: $input) { userErrors { code message } } }',
      { input: { idempotencyKey: `retry-${id}-${Date.now()}`, runId: id, reason: 'a test' } },
    );
}

/** Where every journal stands. */
export async function positions(land: Landscape): Promise<Readonly<Record<VendorName, number>>> {
  const all = await Promise.all(vendorNames.map((vendor) => land.simulator(vendor).position()));
  return Object.fromEntries(vendorNames.map((vendor, index) => [vendor, all[index]!])) as Record<
    VendorName,
    number
  >;
}

const today = new Date().toISOString().slice(0, 10);
const given = new WeakMap<object, Set<string>>();

interface Planned {
  readonly content: { readonly plan: { readonly entitlement: unknown; readonly contract: unknown } | null };
}

/** A preview of a change of a subscription that was not changed yet; `whole`: of one that concerns support and the CRM too. */
export async function anAmendment(
  arena: Pick<Arena, 'hub' | 'stage' | 'subjects' | 'catalogue'>,
  type: AmendmentType,
  whole = true,
  draw = Math.random,
): Promise<string> {
  const { subjects, catalogue, stage } = arena;
  const used = given.get(subjects) ?? new Set();
  given.set(subjects, used);
  for (const subject of subjects) {
    const { id } = subject.subscription;
    const input = used.has(id) ? null : makeUp(type, subject, catalogue, today, draw);
    if (!input) continue;
    const previewId = await aPreview(arena, input);
    if (previewId === null) continue;
    const { rows } = await stage.database.query<Planned>(
      'select content from amendment_preview where id = $1',
      [previewId],
    );
    const plan = rows[0]!.content.plan!;
    if (whole && (plan.entitlement === null || plan.contract === null)) continue;
    used.add(id);
    return previewId;
  }
  throw new Error(`no further subscription can be changed by ${type}`);
}

/** A run, with the step at which it stands. */
export interface Stood extends Rest {
  readonly failed: string | null;
}

/** A run once it has come to one of these; rejects when it ends otherwise. */
export function until(
  { stage }: Pick<Arena, 'stage'>,
  runId: string,
  statuses: readonly string[],
): Promise<Stood> {
  return eventually(`the run ${runId} is ${statuses.join(' or ')}`, async () => {
    const { rows } = await stage.database.query<Stood & { over: boolean }>(
      `select id, process, status, reason, finished_at is not null as over,
         (select name from run_step where run_id = id and run_step.status in ('FAILED', 'UNKNOWN_OUTCOME') limit 1) as failed
       from run where id = $1`,
      [runId],
    );
    const run = rows[0]!;
    if (statuses.includes(run.status)) return run;
    if (run.over) throw new Error(`${run.status}: ${run.reason}`);
    return undefined;
  });
}

/** Has a run undone, or called off where nothing was done yet. */
export async function undo({ hub }: Pick<Arena, 'hub'>, runId: string): Promise<void> {
  const input = { runId, reason: 'a test' };
  const ask = async (field: string): Promise<readonly object[]> => {
    const answer = await hub.data<Record<string, { userErrors: readonly object[] }>>(
      `mutation ($input: RunActionInput!) { ${field}(input: $input) { userErrors { code message } } }`,
      { input: { idempotencyKey: `${field}-${runId}-${performance.now()}`, ...input } },
    );
    return answer[field]!.userErrors;
  };
  const refused = await ask('compensateRun');
  if (refused.length === 0) return;
  const again = await ask('cancelRun');
  if (again.length > 0) throw new Error(JSON.stringify([refused, again]));
}

/** Runs under way, each with its deal; null: it is an amendment. */
export type Begun = ReadonlyMap<string, ChaosDeal | null>;

/**
 * Begins many at once: deals, which are won now and each of which somebody starts too, whom the event of the CRM may forestall (`byEvent`:
 * nobody does), and what was previewed.
 */
export async function beginAll(
  arena: Pick<Arena, 'hub' | 'shop' | 'counter' | 'begun'>,
  {
    deals,
    previews,
    byEvent = [],
  }: {
    readonly deals: readonly ChaosDeal[];
    readonly previews: readonly string[];
    readonly byEvent?: readonly ChaosDeal[];
  },
): Promise<Begun> {
  const { shop, counter } = arena;
  const takenUp = (deal: ChaosDeal): Promise<string> =>
    eventually('the deal is taken up', async () => (await counter.runFor(deal.id)) ?? undefined, 120_000);
  const begun = await Promise.all([
    ...byEvent.map(async (deal) => {
      await shop.desk.win(deal.crmId);
      return [await takenUp(deal), deal] as const;
    }),
    ...deals.map(async (deal) => {
      await shop.desk.win(deal.crmId);
      const { run } = await counter.start(deal.id, `start ${deal.id}`);
      return [run?.id ?? (await takenUp(deal)), deal] as const;
    }),
    ...previews.map(async (previewId) => [(await commit(arena, previewId)).run!.id, null] as const),
  ]);
  for (const [runId] of begun) arena.begun.add(runId);
  return new Map(begun);
}

/** Deals that are not won yet, and previews of amendments of these types, so many of each. */
export async function prepare(
  arena: Pick<Arena, 'hub' | 'shop' | 'stage' | 'subjects' | 'catalogue'>,
  count: number,
  types: readonly AmendmentType[] = ['QUANTITY', 'CANCEL', 'UPGRADE', 'TERMS', 'ADD_ON'],
  draw = Math.random,
): Promise<{ readonly deals: readonly ChaosDeal[]; readonly previews: readonly string[] }> {
  const deals: ChaosDeal[] = [];
  const previews: string[] = [];
  for (let n = 0; n < count; n++) {
    deals.push(await aDeal(arena, false));
    previews.push(await anAmendment(arena, types[n % types.length]!, false, draw));
  }
  return { deals, previews };
}

/** Makes every system take so long for each write, or as long as it takes where nothing is said. */
export async function slowDown({ land }: Pick<Arena, 'land'>, ms: number, lost = 0): Promise<void> {
  const act = { act: 'delay', ms };
  const match = { method: 'POST', path: '/v1/orders$|journalEntry$|composite$', probability: lost };
  for (const vendor of vendorNames)
    await land
      .simulator(vendor)
      .fault(
        ...['POST', 'PUT', 'PATCH'].map((method) => ({ match: { method }, act })),
        ...(lost > 0 ? [{ match, act: { act: 'reset-after-apply' } }] : []),
      );
}

/** Ends all faults. */
export async function calmDown({ land }: Pick<Arena, 'land'>): Promise<void> {
  await Promise.all(vendorNames.map((vendor) => land.simulator(vendor).calm()));
}

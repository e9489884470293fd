import { inject } from 'vitest';
import { type Backstage, openBackstage, type Priced, readSubjects, type Subject } from './amending.ts';
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
  quoteToCash: { ...sellingSettings, automatic: true },
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

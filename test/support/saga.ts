import type { OperationClass } from '../../src/sources/operation.ts';
import type { Source } from '../../src/sources/source.ts';
import { openPrincipal } from '../../src/auth/principal.ts';
import { systemOfRecord } from '../../src/canonical/authority.ts';
import { exceptionSettings } from '../../src/settings/exceptions.ts';
import { type WorkflowSettings, workflowSettings } from '../../src/settings/workflows.ts';
import { openAuditChain } from '../../src/store/audit.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { createMemory } from '../../src/store/memory.ts';
import { createReader } from '../../src/store/reader.ts';
import { act, type Acting } from '../../src/workflows/acting.ts';
import { createBell } from '../../src/workflows/bell.ts';
import { type Engine, startEngine } from '../../src/workflows/engine.ts';
import { createOpenException } from '../../src/workflows/exception-open.ts';
import { openHost } from '../../src/workflows/host.ts';
import { createOrders } from '../../src/workflows/orders.ts';
import { createRegistry } from '../../src/workflows/registry.ts';
import { check, type NewRun, type Orders, type Saga, type Step, write } from '../../src/workflows/saga.ts';
import {
  createEffectSource,
  type EffectSource,
  type EffectSourceOptions,
  type Mark,
} from './effect-source.ts';
import { testKeyring } from './keyring.ts';

/** What a test's run is asked for. */
export interface Trip {
  readonly name: string;
}

const operations = (source: unknown): EffectSource['operations'] => (source as EffectSource).operations;
const markOf = (runId: string, index: number): string => `${runId}-${index}`;

/** A step that leaves a mark at the effect vendor by an operation of a class, and undoes it by another mark. */
export function markStep(index: number, kind: OperationClass, more: object = {}): Step<never, Mark> {
  const undoKind = kind === 'D' ? 'B' : kind;
  return write<Trip, Mark, Mark, { id: string }, Mark>({
    name: `mark-${index}`,
    instance: () => 'effects',
    operation: (source) => operations(source)[kind],
    plan: (state) => ({
      send: { id: markOf(state.runId, index), value: state.patch[`value.${index}`] ?? state.input.name },
      undo: { id: markOf(state.runId, index) },
    }),
    undo: {
      operation: (source) => operations(source)[undoKind],
      input: ({ id }) => ({ id: `${id}-undo`, value: null }),
    },
    ...more,
  });
}

/** A saga with a step of each class that its version names, for example `ABC`; each with a checkpoint. */
export function marking(version: string, more: Partial<Saga> = {}): Saga<never> {
  const kinds = version.replaceAll(/[^ABCD]/g, '').split('') as OperationClass[];
  return {
    process: 'AMENDMENT',
    version,
    lane: 'standard',
    steps: kinds.map((kind, index) => markStep(index, kind, { checkpoint: `marked ${index}` })) as never,
    ...more,
  };
}

/** Ends the process whenever it is tried. */
export const poison: Saga<never> = {
  ...marking('poison'),
  steps: [check({ name: 'end', run: async () => process.exit(7) }) as never],
};

/** A node of the hub as far as runs go. */
export interface SagaNode {
  readonly database: Database;
  readonly orders: Orders;
  readonly engine: Engine;
  readonly troubles: readonly { readonly message: string; readonly detail: object }[];
  /** Begins a run and lets it go. */
  begin(saga: Saga<never>, more?: Partial<NewRun>): Promise<string>;
  proceed(id: string, how?: Parameters<Orders['proceed']>[2]): Promise<void>;
  drop(id: string, why: string): Promise<void>;
  /** In whose name runs are begun. */
  readonly acting: Acting;
  close(): Promise<void>;
}

export interface SagaNodeOptions {
  readonly databaseUrl: string;
  readonly vendorUrl: string;
  readonly sagas: readonly Saga<never>[];
  readonly name?: string;
  readonly settings?: Partial<WorkflowSettings>;
  readonly source?: EffectSourceOptions;
  readonly onTrouble?: (message: string, detail: object) => void;
  /** What else the source can be asked, for example to be read. */
  readonly more?: Partial<Source>;
}

/** Impatient: a test does not want to wait. */
export const impatient: Partial<WorkflowSettings> = {
  retryAfterMs: 20,
  retryAtMostMs: 100,
  lookAfterMs: 500,
  sweepMs: 50,
  pollMs: 20,
  drainMs: 2_000,
};

export const acting: Acting = { principal: openPrincipal('main'), correlationId: 'cor_test' };

/** Starts a node on a database; several may share one, in one process or in several. */
export async function startSagaNode(options: SagaNodeOptions): Promise<SagaNode> {
  const { databaseUrl, vendorUrl, name = `node ${Math.random()}` } = options;
  const settings = workflowSettings.parse({ ...impatient, ...options.settings });
  const database = openDatabase(databaseUrl, undefined, testKeyring);
  await openAuditChain(database, 'main');
  const troubles: { message: string; detail: object }[] = [];
  const onTrouble = (message: string, detail: object): void => {
    troubles.push({ message, detail });
    options.onTrouble?.(message, detail);
  };
  const sources = [{ ...createEffectSource('effects', vendorUrl, options.source), ...options.more }];
  const instances = { systemOf: () => 'ERP' as const, ofSystem: () => ['effects'] };
  const copy = { database, instances, authority: systemOfRecord, reportingCurrency: 'USD' };
  const reader = createReader({
    ...copy,
    memory: createMemory(1),
    staleAfterMs: 1,
    isDown: () => false,
    urlOf: () => null,
    now: Date.now,
  });
  const sagas = createRegistry(options.sagas);
  const bell = createBell();
  const orders = createOrders({ bell, sagas });
  const host = await openHost({ ...settings, cleanMs: 200, databaseUrl, onTrouble });
  const engine = await startEngine({
    ...settings,
    host,
    databaseUrl,
    name,
    bell,
    sagas,
    sources,
    reader,
    ingest: copy,
    patience: settings,
    openException: createOpenException({ settings: exceptionSettings.parse({}), reportingCurrency: 'USD' }),
    onTrouble,
    now: Date.now,
  });
  return {
    database,
    orders,
    engine,
    troubles,
    async begin(saga, more = {}) {
      const id = await act(database, acting, (db, note) =>
        orders.start(db, note, acting, {
          saga,
          input: { name: 'trip' } satisfies Trip,
          subjectId: 'sub_test',
          customerId: null,
          concerns: [],
          triggerEvent: null,
          moneyAtRisk: null,
          ...more,
        }),
      );
      orders.wake([id]);
      return id;
    },
    async proceed(id, how) {
      await database.transaction((db) => orders.proceed(db, id, how));
      orders.wake([id]);
    },
    drop: (id, why) => act(database, acting, (db, note) => orders.drop(db, note, id, why)),
    acting,
    async close() {
      await engine.close();
      await host.close();
      await database.close();
    },
  };
}

import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { World } from '../world/types.ts';

/** How a request ended, for the journal: what an auditor of our calls asks the vendor. */
export type Outcome = 'APPLIED' | 'REPLAYED' | 'CONFLICT' | 'REJECTED' | 'THROTTLED' | 'READ';

export interface SimRequest {
  readonly method: string;
  /** Without the query string. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface SimResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is; a vendor module serialises its own JSON (numbers beyond 2^53 need `JSON.rawJSON`). */
  readonly body?: string;
  /** What the journal says of the call; a GET that succeeds is READ when nothing is said. */
  readonly note?: {
    readonly outcome?: Outcome;
    readonly objectType?: string;
    readonly objectId?: string;
    readonly credentialId?: string;
    readonly idempotencyKey?: string;
    readonly externalId?: string;
  };
}

/** The running simulator, as a vendor module sees it. */
export interface Sim {
  /** SQLite file in the data directory, write-ahead logged: a commit survives `kill -9` of the simulator. */
  readonly db: DatabaseSync;
  readonly instance: string;
  /** Where the simulator listens, http://127.0.0.1:port. */
  readonly url: string;
  readonly dataDir: string;
  /** Milliseconds since the epoch on the simulator's clock, which `POST /__sim/clock` moves forward. */
  now(): number;
  /** A setting of this simulator (`POST /__sim/state {"settings": {...}}`), for example a limit; JSON values. */
  setting<T>(name: string, fallback: T): T;
  /** What `Vendor.credentials` made at the first start and the kit keeps; empty while that runs. */
  readonly credentials: Readonly<Record<string, string>>;
  /** Requests of the vendor's protocol that were received and are not answered yet, this one included. */
  inFlight(): number;
}

/** Columns and what is bound to them. */
export type Columns = Readonly<Record<string, SQLInputValue>>;

/** How `GET|POST /__sim/state` shows and changes one of the vendor's objects. */
export interface SimObject {
  readonly table: string;
  readonly key: string;
  /** A column of JSON text that is shown as the value it holds; a `set` of a name that is no column goes into it. */
  readonly document?: string;
  /** Columns that the vendor itself would set when somebody changes the row: modification stamps, versions. */
  stamp?(sim: Sim, change: 'insert' | 'update' | 'delete', id: string): Columns;
  /** What a deletion sets on the row, where the vendor keeps deleted rows; omitted: the row goes. */
  readonly tombstone?: Columns;
}

/** What a vendor module gives to the kit. */
export interface Vendor {
  readonly vendor: string;
  /** Tables, created when missing, each time the simulator starts. */
  readonly schema: string;
  /** The objects that `GET|POST /__sim/state` shows and changes, by the vendor's own name, each with its table and key column. */
  readonly objects: Readonly<Record<string, SimObject>>;
  /** What a client needs to log in; called at the first start, kept by the kit, read back as `sim.credentials`. No URL in it: ports change. */
  credentials(sim: Sim): Readonly<Record<string, string>>;
  /** Fills the empty tables from the world. Runs inside one transaction. */
  seed(sim: Sim, world: World): void;
  /**
   * Answers one request of the vendor's protocol. Throwing answers 500 and is a fault of the simulator.
   * Runs inside one SQLite transaction with its journal row until it returns: effect and journal are kept or lost together.
   * Use `atomically` of `sandbox/kit/database.ts` to undo a part; after an `await` each statement commits by itself.
   */
  handle(sim: Sim, request: SimRequest): SimResponse | Promise<SimResponse>;
  /** The type of object a request is about, for the `objectType` of a fault rule, decided before the call is handled. */
  objectTypeOf(request: SimRequest): string | null;
  /** How the vendor says that it takes no more calls, for the `throttle` fault; omitted: 429 with Retry-After and a bare message. */
  throttled?(sim: Sim, request: SimRequest, retryAfterSeconds: number): SimResponse;
  /** Called after the clock was moved. */
  onClock?(sim: Sim): void;
}

import type { DatabaseSync } from 'node:sqlite';
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
}

/** What a vendor module gives to the kit. */
export interface Vendor {
  readonly vendor: string;
  /** Tables, created when missing, each time the simulator starts. */
  readonly schema: string;
  /** The objects that `GET|POST /__sim/state` shows and changes, by the vendor's own name, each with its table and key column. */
  readonly objects: Readonly<Record<string, { readonly table: string; readonly key: string }>>;
  /** What a client needs to log in; made once and kept in the data directory. */
  credentials(sim: Sim): Readonly<Record<string, string>>;
  /** Fills the empty tables from the world. Runs inside one transaction. */
  seed(sim: Sim, world: World): void;
  /** Answers one request of the vendor's protocol. Throwing answers 500 and is a fault of the simulator. */
  handle(sim: Sim, request: SimRequest): SimResponse | Promise<SimResponse>;
  /** The type of object a request is about, for the `objectType` of a fault rule, decided before the call is handled. */
  objectTypeOf(request: SimRequest): string | null;
  /** Called after the clock was moved. */
  onClock?(sim: Sim): void;
}

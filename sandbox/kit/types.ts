import type { DatabaseSync, SQLInputValue, SQLOutputValue } from 'node:sqlite';
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
  /** Those requests, in the order in which they came, each until its answer is sent or its connection is gone. */
  underway(): Iterable<SimRequest>;
  /** Who hears of changes, through `changed` of `sandbox/kit/change.ts`. */
  readonly listeners: readonly ((change: Change) => void)[];
}

/** That one row was written. The row as it is now is in the database. */
export interface Change {
  /** A name of `Vendor.objects`, or of a part of one that only the vendor module knows. */
  readonly object: string;
  /** The value of the object's key column, as text. */
  readonly id: string;
  readonly change: 'insert' | 'update' | 'delete';
  /** The row before, as SQLite gave it, whole numbers as number or BigInt; null for an insert. */
  readonly before: Readonly<Record<string, SQLOutputValue>> | null;
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
  /** Called after each write of a row, inside its transaction. Throwing undoes the write. */
  onChange?(sim: Sim, change: Change): void;
  /** Absent: the vendor sends no webhooks. */
  readonly webhooks?: Webhooks;
  /** What the vendor listens to beside HTTP; called when HTTP listens and the data is there. */
  listen?(sim: Sim): Promise<Listener>;
  /** Answers `POST /__sim/webhooks`, and GET with an empty order, where the vendor tells of changes by another way than webhooks; throws BadControl. */
  steer?(sim: Sim, order: Readonly<Record<string, unknown>>): unknown;
}

/** A way in beside HTTP, while it is open. */
export interface Listener {
  /** What a client needs to find it, beside the vendor's other credentials. */
  readonly credentials: Readonly<Record<string, string>>;
  close(): void;
}

/** A message to somebody who listens. What identifies it at the receiver is `eventId`: a repeat has the same. */
export interface Message {
  /** Who gets it, by the vendor module's own name for the endpoint. */
  readonly endpoint: string;
  readonly eventId: string;
  /** What it is about, for the delivery log. */
  readonly object: string;
  readonly objectId: string;
  readonly body: string;
}

/** A message as it goes over the wire, made anew for each try. */
export interface Outgoing {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How one try ended. */
export interface Attempt {
  /** Counted from 1. */
  readonly attempt: number;
  /** Null: no answer came. */
  readonly status: number | null;
  /** Whether no answer came within the time the vendor waits. */
  readonly timedOut: boolean;
  /** The Retry-After header of the answer. */
  readonly retryAfter: string | null;
}

/** What a vendor says of its webhooks; the kit queues, sends and logs them. */
export interface Webhooks {
  /** The objects that messages can be about. */
  readonly objects: readonly string[];
  /** Milliseconds an endpoint may take to answer. */
  timeoutMs(sim: Sim): number;
  /** The messages that a change causes, one for each endpoint that listens. Called inside the change's transaction. */
  messages(sim: Sim, change: Change): readonly Message[];
  /** The messages that some unimportant change of this row would cause, though nothing has changed. */
  messagesAbout(sim: Sim, object: string, id: string): readonly Message[];
  /** The next try of a message, signed with another secret when one is given; null when its endpoint is gone. */
  request(sim: Sim, message: Message, signWith: string | null): Outgoing | null;
  /** Milliseconds until the vendor tries again after a try that was not answered with 2xx; null: never. */
  retryMs(sim: Sim, attempt: Attempt): number | null;
  /** Sets an endpoint up as a person would in the vendor's pages; throws BadControl. Absent: the API does it. */
  configure?(sim: Sim, endpoint: Readonly<Record<string, unknown>>): void;
}

import { randomUUID } from 'node:crypto';
import type DataLoader from 'dataloader';
import type { Hub, Marks } from '../context.ts';
import type { Principal } from '../auth/principal.ts';
import type { Rights } from '../auth/rights.ts';
import type { GraphContext } from '../resolvers/request.ts';
import type { Caller } from './access.ts';

const acceptable = /^[\w.-]{8,100}$/;

/** A caller's own correlation id, if it is one that the hub takes: 8 to 100 letters, digits, dots, dashes or underlines. */
export function acceptableId(given: string | string[] | undefined): string | undefined {
  return typeof given === 'string' && acceptable.test(given) ? given : undefined;
}

/** The context of one request over HTTP or a socket: what the resolvers share, and the id that finds the request in the log. */
export class RequestContext implements GraphContext {
  readonly hub: Hub;
  readonly today: string;
  readonly loaders = new Map<string, DataLoader<unknown, unknown>>();
  readonly marks = new Map<string, Marks>();
  readonly caller: Caller;
  private readonly given: string | undefined;
  private made: string | undefined;

  /** `correlationId` is the caller's own, if it sent one. */
  constructor(hub: Hub, caller: Caller, today: string, correlationId?: string | string[]) {
    this.hub = hub;
    this.caller = caller;
    this.today = today;
    this.given = acceptableId(correlationId);
  }

  get principal(): Principal {
    return this.caller.principal;
  }

  get rights(): Rights {
    return this.caller.rights;
  }

  /** Made when first needed, because most requests never name it. */
  correlationId(): string {
    this.made ??= this.given ?? randomUUID();
    return this.made;
  }
}

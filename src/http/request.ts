import { randomUUID } from 'node:crypto';
import type DataLoader from 'dataloader';
import type { Hub, Marks } from '../context.ts';
import type { GraphContext } from '../resolvers/request.ts';

const acceptable = /^[\w.-]{8,100}$/;

/** The context of one request over HTTP or a socket: what the resolvers share, and the id that finds the request in the log. */
export class RequestContext implements GraphContext {
  readonly hub: Hub;
  readonly today: string;
  readonly loaders = new Map<string, DataLoader<unknown, unknown>>();
  readonly marks = new Map<string, Marks>();
  private readonly given: string | undefined;
  private made: string | undefined;

  /** `correlationId` is the caller's own, if it sent one; it is taken when it is 8 to 100 letters, digits, dots, dashes or underlines. */
  constructor(hub: Hub, today: string, correlationId?: string | string[]) {
    this.hub = hub;
    this.today = today;
    this.given =
      typeof correlationId === 'string' && acceptable.test(correlationId) ? correlationId : undefined;
  }

  /** Made when first needed, because most requests never name it. */
  correlationId(): string {
    this.made ??= this.given ?? randomUUID();
    return this.made;
  }
}

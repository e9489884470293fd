import { setTimeout as pause } from 'node:timers/promises';
import { getOperationAST } from 'graphql';
import type { Stream, StreamMessage } from '../context.ts';
import type { OperationRequest, Prepared } from './documents.ts';
import { createGroup, type Group, type Member } from './group.ts';
import type { Outlet } from './outlet.ts';
import { createPace } from './pace.ts';
import { rememberTexts } from './recent.ts';
import type { Rendering } from './rendering.ts';
import type { RequestContext } from './request.ts';

/** One client's wish. */
export interface Subscriber {
  readonly request: OperationRequest;
  readonly prepared: Prepared;
  readonly context: RequestContext;
  readonly outlet: Outlet;
}

export interface Subscription {
  /** Resolves when the stream has ended, with every result sent, or when it was stopped. */
  readonly ended: Promise<void>;
  stop(): void;
}

/** Serves subscriptions: clients that ask for the same, with the same rights, share one execution of each message. */
export interface Fanout {
  subscribe(subscriber: Subscriber): Subscription;
  counts(): { readonly groups: number; readonly clients: number };
}

/** How soon a client that knows more than its group looks whether the group has come so far. */
const aheadMs = 20;

type Counted = Group & {
  /** The text of a message of the group's stream. */
  readonly render: (message: StreamMessage) => Promise<string>;
  clients: number;
};

/** The subscriptions of one server. */
export function createFanout(rendering: Rendering): Fanout {
  const groups = new Map<string, Counted>();
  const recent = rememberTexts();
  let clients = 0;

  function enter(key: string, stream: Stream, { prepared, context: { caller, hub } }: Subscriber): Counted {
    let group = groups.get(key);
    if (!group || group.over()) {
      const render = recent(
        (message: StreamMessage) => rendering.result(prepared, message, caller),
        () => hub.erasures(),
      );
      group = Object.assign(createGroup(stream.live(), render), { render, clients: 0 });
      groups.set(key, group);
    }
    group.clients += 1;
    return group;
  }

  function leave(key: string, group: Counted, member: Member): void {
    group.leave(member);
    group.clients -= 1;
    if (group.clients > 0) return;
    group.stream.close();
    if (groups.get(key) === group) groups.delete(key);
  }

  /** Tells one client alone what it must hear until it is as far as its group, and lets it join. Returns whether it did. */
  async function joins(own: Stream, group: Counted, member: Member): Promise<boolean> {
    const { outlet } = member;
    const pace = createPace();
    const tell = async (messages: readonly StreamMessage[]): Promise<void> => {
      for (let told = 0; told < messages.length;) {
        const lot = messages.slice(told, told + pace.lot());
        told += lot.length;
        const payloads = await Promise.all(lot.map(group.render));
        pace.made(payloads);
        for (const payload of payloads) {
          outlet.push([payload]);
          // At the client's pace: whoever reads is never too slow for what it missed.
          await outlet.flushed();
        }
      }
    };
    const first = await own.begin(group.stream);
    await tell(first);
    while (!own.over()) {
      const target = group.over() ? Number.POSITIVE_INFINITY : group.stream.position();
      if (own.position() > target) await pause(aheadMs);
      else if (own.position() < target) await tell(await own.read(target));
      else {
        const chain = group.stream.chain();
        // Behind a cursor a heartbeat says that everything missed was told. It also ties the client's chain to the group's.
        const tie = first.length === 0 || own.chain() !== chain;
        const heartbeat = tie ? await group.render(group.stream.heartbeat()) : null;
        // Whatever has happened meanwhile is looked at anew.
        if (own.over() || group.over()) continue;
        if (group.stream.position() !== target || group.stream.chain() !== chain) continue;
        if (heartbeat !== null) outlet.push([heartbeat]);
        group.join(member);
        return true;
      }
    }
    return false;
  }

  /** Tells one client what an ordinary source of values gives; nothing is shared. */
  async function iterate(
    { prepared, context, outlet }: Subscriber,
    source: AsyncIterable<unknown>,
    end: End,
  ): Promise<void> {
    const iterator = source[Symbol.asyncIterator]();
    end.whenReached(() => void iterator.return?.());
    for (
      let next = await iterator.next();
      !end.reached() && next.done !== true;
      next = await iterator.next()
    ) {
      outlet.push([await rendering.result(prepared, next.value, context.caller)]);
      await outlet.flushed();
    }
  }

  /** Tells one client of a stream, until it is a member of its group; that tells it the rest. Returns whether it is. */
  async function share(subscriber: Subscriber, own: Stream, end: End): Promise<boolean> {
    const { context, request, prepared, outlet } = subscriber;
    // Rights may be equal in two tenants, whose data never are.
    const key = `${context.principal.tenant}\n${context.rights.key}\n${own.audience}\n${keyOf(request, prepared)}`;
    const group = enter(key, own, subscriber);
    const member: Member = { outlet, ended: () => void outlet.flushed().then(end.reach) };
    let reader: Stream | null = own;
    end.whenReached(() => {
      reader?.close();
      leave(key, group, member);
    });
    const joined = await joins(own, group, member);
    // Thousands of members need no reader of their own.
    if (joined) reader = null;
    return joined;
  }

  async function serve(subscriber: Subscriber, end: End): Promise<void> {
    const { prepared, context, outlet } = subscriber;
    try {
      const source = await rendering.source(prepared, context);
      if (typeof source === 'string') outlet.push([source]);
      else if (isStream(source)) {
        if (await share(subscriber, source, end)) return;
      } else await iterate(subscriber, source, end);
    } catch (error) {
      outlet.push([rendering.failure(error, context)]);
    }
    await outlet.flushed();
    end.reach();
  }

  return {
    counts: () => ({ groups: groups.size, clients }),
    subscribe(subscriber) {
      const end = createEnd();
      const { outlet } = subscriber;
      clients += 1;
      end.whenReached(() => {
        clients -= 1;
        outlet.close();
      });
      void serve(subscriber, end);
      return { ended: end.promise, stop: end.reach };
    },
  };
}

/** The one end of a subscription, whoever brings it about. */
interface End {
  readonly promise: Promise<void>;
  reached(): boolean;
  reach(): void;
  /** Does something at the end, or at once when it is reached already. */
  whenReached(work: () => void): void;
}

function createEnd(): End {
  const { promise, resolve } = Promise.withResolvers<void>();
  let works: (() => void)[] | null = [];
  return {
    promise,
    reached: () => works === null,
    reach() {
      const due = works ?? [];
      works = null;
      for (const work of due) work();
      resolve();
    },
    whenReached(work) {
      if (works) works.push(work);
      else work();
    },
  };
}

function isStream(source: AsyncIterable<unknown>): source is Stream {
  return 'begin' in source && 'live' in source;
}

/** What clients must have in common to be told the same: everything but where they go on. */
function keyOf({ operationName, variables }: OperationRequest, prepared: Prepared): string {
  const after = getOperationAST(prepared.document, operationName)?.selectionSet.selections.flatMap((node) =>
    node.kind === 'Field' ? (node.arguments ?? []).filter(({ name }) => name.value === 'after') : [],
  )[0]?.value;
  const { [after?.kind === 'Variable' ? after.name.value : '']: _cursor, ...rest } = variables ?? {};
  return `${operationName ?? ''}\n${JSON.stringify(rest)}\n${prepared.text}`;
}

import { setImmediate as turn } from 'node:timers/promises';
import type { Stream, StreamMessage } from '../context.ts';
import type { Outlet } from './outlet.ts';
import { createPace } from './pace.ts';

/** One client's part in a group. */
export interface Member {
  readonly outlet: Outlet;
  /** Called once, when the stream has ended for everybody. */
  ended(): void;
}

/** Clients that ask for the same: each message of their stream is executed once, and its text is sent to all of them. */
export interface Group {
  /** Where the group is. */
  readonly stream: Stream;
  /** Whether the stream has ended. */
  over(): boolean;
  /** Adds a client that has been told everything up to the stream's position. */
  join(member: Member): void;
  leave(member: Member): void;
}

/** So many clients are served before whatever else waits in the process has its turn. */
const slice = 500;

/** A group on a stream, until that is closed; `render` makes the text of a message and never throws. */
export function createGroup(stream: Stream, render: (message: StreamMessage) => Promise<string>): Group {
  const members = new Set<Member>();
  let over = false;

  async function deliver(payloads: readonly string[]): Promise<void> {
    let served = 0;
    // Whoever joins meanwhile is served too: the stream's position is still that before these messages.
    for (const { outlet } of members) {
      outlet.push(payloads);
      served += 1;
      if (served % slice === 0) await turn();
    }
  }

  async function run(): Promise<void> {
    const pace = createPace();
    do {
      // Whoever joins counts on the stream's position, so what is read is delivered at once: a small lot is a short reading.
      const upTo = pace.free() ? undefined : stream.position() + pace.lot();
      const payloads = await Promise.all((await stream.read(upTo)).map(render));
      await deliver(payloads);
      pace.made(payloads);
    } while (!stream.over());
    over = true;
    for (const member of members) member.ended();
  }
  void run();
  return {
    stream,
    over: () => over,
    join: (member) => void members.add(member),
    leave: (member) => void members.delete(member),
  };
}

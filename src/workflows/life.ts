import { ulid } from '../canonical/id.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { beat, buryNode, enterNode } from '../store/node.ts';

/** The node's own word that others do not take it for dead. */
export interface Life {
  /** The node's id now, and the signal that ends what is done in its name. */
  current(): { readonly id: string; readonly signal: AbortSignal };
  /** Resolves when others cannot have given the node up under this id. Throws `Lost` when they have. */
  sure(id: string): Promise<void>;
  /** Gives the node up, so that others need not wait. */
  close(): Promise<void>;
}

/** Whoever had a run has it no longer: somebody else goes on. */
export class Lost extends Error {
  override readonly name = 'Lost';
}

export interface LifeOptions {
  readonly databaseUrl: string;
  readonly name: string;
  readonly beatMs: number;
  readonly deadAfterMs: number;
  readonly onTrouble: (message: string, detail: object) => void;
}

/**
 * Makes this process known in a database as a node, takes the place of older ones with its name, and says every `beatMs` that it lives.
 * When it cannot, it stops in time by the monotonic clock, before others may think it dead; it then goes on under a new id.
 */
export async function startLife(options: LifeOptions): Promise<Life> {
  const { databaseUrl, name, beatMs, deadAfterMs, onTrouble } = options;
  // A connection of its own: its word must not wait behind the work.
  const database: Database = openDatabase(databaseUrl, 1);
  let now = await enter();
  let heardAt = performance.now();
  let closed = false;
  let entering: Promise<void> | undefined;

  async function enter(): Promise<{ id: string; stop: AbortController }> {
    const id = `node_${ulid()}`;
    await enterNode(database, id, name);
    return { id, stop: new AbortController() };
  }

  /** Everything in hand ends at once; the node begins anew as soon as the database answers. */
  function lose(): void {
    if (closed || now.stop.signal.aborted) return;
    onTrouble('this node was silent for too long: what it had in hand is left to others', { node: now.id });
    now.stop.abort(new Lost('the node was silent for too long'));
    renew();
  }

  function renew(): void {
    entering ??= enter()
      .then((next) => {
        heardAt = performance.now();
        now = next;
      })
      .catch(() => {})
      .finally(() => (entering = undefined));
  }

  async function say(): Promise<void> {
    const { id } = now;
    const askedAt = performance.now();
    const alive = await beat(database, id);
    if (id !== now.id) return;
    if (alive) heardAt = askedAt;
    else lose();
  }

  const isLate = (): boolean => performance.now() - heardAt > deadAfterMs - beatMs;
  let saying = false;
  const beats = setInterval(() => {
    if (now.stop.signal.aborted) return renew();
    if (saying) return;
    saying = true;
    void say()
      .catch(() => {})
      .finally(() => (saying = false));
  }, beatMs);
  const watch = setInterval(() => isLate() && lose(), Math.min(250, beatMs));
  beats.unref();
  watch.unref();

  return {
    current: () => ({ id: now.id, signal: now.stop.signal }),
    async sure(id) {
      if (id === now.id && performance.now() - heardAt > 2 * beatMs) {
        // The loop may have stood still for longer than others wait.
        if (isLate()) lose();
        else await say();
      }
      if (id !== now.id || now.stop.signal.aborted) throw new Lost('the node was given up');
    },
    async close() {
      closed = true;
      clearInterval(beats);
      clearInterval(watch);
      now.stop.abort(new Lost('the node ends'));
      await entering;
      await buryNode(database, now.id).catch(() => {});
      await database.close();
    },
  };
}

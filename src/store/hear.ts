import pg from 'pg';

/** What hears a channel of the database; closing it ends that. */
export interface Listener {
  close(): Promise<void>;
}

/**
 * Hears what every process says on a channel of the database, in commit order. While the connection is down nothing can be heard:
 * `onGap` is called when it breaks, `onReady` when it listens again. A connection that only looks alive is found out by a question
 * every `beatMs`, which must be answered before the next one is due. It connects again for ever.
 */
export function hear(
  url: string,
  channel: string,
  handlers: {
    readonly onMessage: (payload: string | undefined) => void;
    readonly onGap: () => void;
    readonly onReady: () => void;
  },
  beatMs = 5_000,
): Listener {
  let closed = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: url });
    client = next;
    let beat: NodeJS.Timeout | undefined;
    const lost = (): void => {
      clearInterval(beat);
      if (closed || client !== next) return;
      client = undefined;
      handlers.onGap();
      // Nobody may be there to say goodbye to.
      next.connection.stream.destroy();
      timer = setTimeout(() => void connect(), 250);
    };
    next.on('error', lost);
    next.on('end', lost);
    next.on('notification', (message) => handlers.onMessage(message.payload));
    try {
      await next.connect();
      await next.query(`listen ${channel}`);
      if (client !== next || closed) return;
      handlers.onReady();
      let answered = true;
      beat = setInterval(() => {
        if (!answered) return lost();
        answered = false;
        next.query('select 1').then(() => (answered = true), lost);
      }, beatMs);
      beat.unref();
    } catch {
      lost();
    }
  };
  void connect();
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await client?.end().catch(() => {});
    },
  };
}

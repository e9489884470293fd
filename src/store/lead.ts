import pg from 'pg';

/** Lets one process of all that share a database do what must not be done twice at a time. */
export interface Leadership {
  /**
   * Runs `work` while this process leads `name`. The signal aborts as soon as it no longer does: `work` must then touch nothing
   * more and end. Work that ends or fails gives the name up, to whoever asks first, and is begun again a second later, for ever.
   * Returns what ends it: that resolves when `work` has ended and another process may lead.
   */
  lead(name: string, work: (signal: AbortSignal) => Promise<void>): () => Promise<void>;
  /** Ends everything that is led here. */
  close(): Promise<void>;
}

export interface LeadershipOptions {
  /** Hears why work ended that was not told to. */
  readonly onError?: (name: string, error: unknown) => void;
}

interface Office {
  readonly name: string;
  readonly work: (signal: AbortSignal) => Promise<void>;
  held: boolean;
  ended: boolean;
  notBefore: number;
  stop: AbortController | null;
  running: Promise<void> | null;
}

/** How often names are asked for; also how long whoever lost a name has to hear of it before the next one's work begins. */
const beatMs = 250;
/** A connection that does not answer for so long is given up, before the server gives it up in turn. */
const answerMs = 5_000;
/** After so long without a word the server ends the session and frees its names, even when the process is only stopped. */
const idleMs = 6_500;
const againMs = 1_000;

/** How the server finds out that nobody is there, whatever became of the process or of its machine. */
const options = [
  `idle_session_timeout=${idleMs}`,
  'tcp_keepalives_idle=4',
  'tcp_keepalives_interval=1',
  'tcp_keepalives_count=3',
]
  .map((setting) => `-c ${setting}`)
  .join(' ');

const key = `hashtextextended('isthmus:lead:' || name, 0)`;
const ignore = (): void => {};

/**
 * Leadership by advisory locks of one dedicated session: the database frees them when the session ends, so a process that died is
 * followed within half a second. The database must be reached directly, not through a pooler that shares sessions.
 */
export function createLeadership(url: string, { onError = ignore }: LeadershipOptions = {}): Leadership {
  const offices = new Set<Office>();
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: url, options, connectionTimeoutMillis: answerMs });
    client = next;
    next.on('error', () => lost(next));
    next.on('end', () => lost(next));
    try {
      await next.connect();
      await beat(next);
    } catch {
      lost(next);
    }
  };

  /** The session is over, and with it every name it held. */
  function lost(which: pg.Client): void {
    if (client !== which) return;
    client = null;
    clearTimeout(timer);
    for (const office of offices) {
      office.held = false;
      office.stop?.abort();
    }
    // Nobody may be there to say goodbye to.
    which.connection.stream.destroy();
    if (!closed) timer = setTimeout(() => void connect(), beatMs);
  }

  /** Asks for the names that are wanted, which also proves that the session still stands; then begins what may begin. */
  async function beat(which: pg.Client): Promise<void> {
    const wanted = [...offices].filter(
      (each) => !each.held && !each.ended && !each.running && Date.now() >= each.notBefore,
    );
    const ready = [...offices].filter((each) => each.held && !each.ended && !each.running);
    const { rows } = await answered(which, wanted);
    if (client !== which || closed) return;
    const got = new Set(rows.flatMap((row) => (row.got ? [row.name] : [])));
    for (const office of wanted) {
      office.held = got.has(office.name);
      if (office.held && office.ended) await release(office);
    }
    for (const office of ready) begin(office);
    timer = setTimeout(() => void beat(which).catch(() => lost(which)), beatMs);
  }

  async function answered(
    which: pg.Client,
    wanted: readonly Office[],
  ): Promise<{ rows: { name: string; got: boolean }[] }> {
    let waiting = true;
    const deadline = setTimeout(() => {
      // An answer may have come while this process was too busy to read it.
      setImmediate(() => setImmediate(() => waiting && lost(which)));
    }, answerMs);
    try {
      return await ask<{ name: string; got: boolean }>(
        which,
        `select name, pg_try_advisory_lock(${key}) as got from unnest($1::text[]) as name`,
        wanted.map(({ name }) => name),
      );
    } finally {
      waiting = false;
      clearTimeout(deadline);
    }
  }

  function begin(office: Office): void {
    if (!office.held || office.ended || office.running) return;
    const stop = new AbortController();
    office.stop = stop;
    office.running = office
      .work(stop.signal)
      .catch((error: unknown) => {
        if (!stop.signal.aborted) onError(office.name, error);
      })
      .then(() => release(office));
  }

  /** One question at a time: the client takes no second one before it has answered the first. */
  let asked: Promise<unknown> = Promise.resolve();
  function ask<T extends pg.QueryResultRow>(which: pg.Client, text: string, names: readonly string[]) {
    const answer = asked.then(() => which.query<T>(text, [names]));
    asked = answer.catch(ignore);
    return answer;
  }

  async function release(office: Office): Promise<void> {
    if (office.held && client)
      await ask(client, `select pg_advisory_unlock(${key}) from unnest($1::text[]) as name`, [
        office.name,
      ]).catch(ignore);
    office.held = false;
    office.stop = null;
    office.running = null;
    office.notBefore = Date.now() + againMs;
  }

  async function end(office: Office): Promise<void> {
    office.ended = true;
    office.stop?.abort();
    await office.running;
    if (office.held) await release(office);
    offices.delete(office);
  }

  void connect();
  return {
    lead(name, work) {
      if ([...offices].some((each) => each.name === name)) throw new Error(`${name} is led here already`);
      const office: Office = {
        name,
        work: async (signal) => work(signal),
        held: false,
        ended: false,
        notBefore: 0,
        stop: null,
        running: null,
      };
      offices.add(office);
      return () => end(office);
    },
    async close() {
      await Promise.all([...offices].map(end));
      closed = true;
      clearTimeout(timer);
      await client?.end().catch(ignore);
    },
  };
}

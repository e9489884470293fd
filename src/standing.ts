import type { ServiceAccount } from './auth/claims.ts';
import { dutyKey } from './auth/duties.ts';
import { createRevocations } from './auth/revocation.ts';
import type { Standing } from './auth/standing.ts';
import { accessChannel, accessVersion } from './store/access.ts';
import type { Database } from './store/database.ts';
import { currentGrants } from './store/grant.ts';
import { hear } from './store/hear.ts';
import { revocationsSince } from './store/revocation.ts';
import { serviceAccountsSince } from './store/service-account.ts';

export interface StandingParts {
  readonly database: Database;
  readonly pollMs: number;
  /** So long what was last read is believed while the database does not answer; 30 s, or ten polls if that is longer. */
  readonly believedMs?: number;
  readonly onTrouble: (message: string, detail: object) => void;
}

/** What a tenant holds against whom, followed until it is closed. */
export interface OpenStanding extends Standing {
  /** Resolves when what was committed before the call is known here, or could not be read; never rejects. */
  caughtUp(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Follows who may come in: at once when the database says that it changed, and by asking every `pollMs` in case that was not heard.
 * Throws when it cannot be read at first.
 */
export async function openStanding(parts: StandingParts): Promise<OpenStanding> {
  const { database, pollMs, onTrouble, believedMs = Math.max(30_000, 10 * pollMs) } = parts;
  const revocations = createRevocations();
  const accounts = new Map<string, ServiceAccount>();
  let grants: ReadonlyMap<string, number> = new Map();
  const listeners = new Set<() => void>();
  let known = 0;
  let readAt = Number.NEGATIVE_INFINITY;

  async function read(): Promise<void> {
    const version = await accessVersion(database);
    if (version !== known) {
      // A database that was put back to an earlier state counts anew.
      const since = version < known ? 0 : known;
      for (const each of await revocationsSince(database, since)) revocations.add(each);
      for (const { disabledAt, ...each } of await serviceAccountsSince(database, since))
        accounts.set(each.name, { ...each, disabled: disabledAt !== null });
      known = version;
      for (const listener of listeners) listener();
    }
    grants = new Map(
      (await currentGrants(database)).map(({ person, until }) => [dutyKey(person), Date.parse(until)]),
    );
    readAt = performance.now();
  }

  let reading: Promise<void> | undefined;
  let again = false;
  let troubled = false;
  let closed = false;
  const refresh = (): void => {
    again = reading !== undefined;
    reading ??= read()
      .then(
        () => (troubled = false),
        (error: unknown) => {
          // Told once; every poll of an outage would say the same.
          if (!troubled) onTrouble('who may come in cannot be read', { reason: String(error) });
          troubled = true;
        },
      )
      .then(() => {
        reading = undefined;
        if (again && !closed) refresh();
      });
  };

  async function caughtUp(): Promise<void> {
    // A reading that is under way may have begun before.
    await reading;
    refresh();
    await reading;
  }

  await read();
  const listener = hear(database.url, accessChannel, {
    onMessage: refresh,
    onGap: () => {},
    onReady: refresh,
  });
  const poll = setInterval(refresh, pollMs);
  poll.unref();
  return {
    revocations,
    account: (name) => accounts.get(name),
    grantedUntil: (person) => (grants.size === 0 ? 0 : (grants.get(dutyKey(person)) ?? 0)),
    current: () => performance.now() - readAt < believedMs,
    caughtUp,
    whenChanged(changed) {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
    async close() {
      closed = true;
      clearInterval(poll);
      await listener.close();
      await reading;
    },
  };
}

import type { Logger } from 'pino';
import { z } from 'zod';
import { ConfigError, type Config } from './config.ts';
import { followCredentials, type LiveCredentials, Unusable } from './secrets/live.ts';
import type { StorePlace } from './secrets/store.ts';
import { vendors } from './sources/index.ts';
import type { SourceConfig } from './sources/source.ts';

type Given = Config['sources'][number];

/** The sources of a configuration with credentials that are looked at again while they are used. */
export interface CurrentSources {
  readonly sources: readonly SourceConfig[];
  /** Ends the looking. */
  close(): void;
}

/**
 * Finds the credentials of every source where the configuration says that they are. Throws one ConfigError that lists all that are missing
 * or cannot be used; no value is in it, nor in what is logged later.
 */
export async function openCredentials(
  config: Pick<Config, 'sources' | 'secrets'>,
  place: StorePlace,
  logger?: Logger,
): Promise<CurrentSources> {
  const opened: LiveCredentials[] = [];
  const close = (): void => {
    for (const each of opened) each.close();
  };
  const wrong: { path: string; message: string }[] = [];
  const open = async (source: Given): Promise<SourceConfig[]> => {
    try {
      const live = await follow(source, config.secrets.reloadEveryMs, place, logger);
      opened.push(live);
      return [currentSource(source, live, logger)];
    } catch (error) {
      if (!(error instanceof Unusable)) throw error;
      for (const [name, message] of Object.entries(error.wrong))
        wrong.push({ path: `credentials of ${source.instance}.${name}`, message });
      return [];
    }
  };
  try {
    const sources = (await Promise.all(config.sources.map(open))).flat();
    if (wrong.length > 0) throw new ConfigError('where they refer to', wrong);
    return { sources, close };
  } catch (error) {
    close();
    throw error;
  }
}

/** The same source for who has no place to ask: every credential must be text. */
export function literalSource(source: Given): SourceConfig {
  const { credentials, ...rest } = source;
  const texts = z.record(z.string(), z.string()).safeParse(credentials);
  if (!texts.success) throw new Error(`the credentials of ${source.instance} are kept elsewhere`);
  return { ...rest, credentials: texts.data };
}

function follow(
  { instance, vendor, credentials }: Given,
  everyMs: number,
  place: StorePlace,
  logger?: Logger,
): Promise<LiveCredentials> {
  return followCredentials({
    given: credentials,
    place,
    everyMs,
    check: (texts) => checked(vendor, texts),
    onChange: (names) => logger?.info({ instance, names }, 'credentials have changed'),
    onTrouble: (why) =>
      logger?.warn({ instance, why }, 'credentials cannot be read; those of before stay in force'),
  });
}

function checked(vendor: string, texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const found = vendors.find((each) => each.vendor === vendor)!.credentials.safeParse(texts);
  if (found.success) return found.data;
  throw new Unusable(
    Object.fromEntries(found.error.issues.map(({ path, message }) => [path.join('.') || 'all', message])),
  );
}

function currentSource(source: Given, live: LiveCredentials, logger?: Logger): SourceConfig {
  let refused: unknown;
  return {
    ...source,
    get credentials() {
      return live.now;
    },
    async credentialsRefused() {
      if (refused !== live.now) {
        refused = live.now;
        logger?.warn(
          { instance: source.instance },
          'the source refuses our credentials; a session from before goes on while it lasts',
        );
      }
      await live.look();
    },
  };
}

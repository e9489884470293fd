import { type Credential, referenceOf } from './credential.ts';
import type { SecretStore, StorePlace } from './store.ts';

/** An account's credentials as they are now. */
export interface LiveCredentials {
  /** What is in force: never half of a change, and another object after each change. */
  readonly now: Readonly<Record<string, string>>;
  /** Asks the places again; what they hold is in force when it resolves. At most once a second. */
  look(): Promise<void>;
  close(): void;
}

export interface LiveParts {
  readonly given: Readonly<Record<string, Credential>>;
  readonly place: StorePlace;
  /** Makes of all texts what the vendor's connector takes. Throws Unusable for what it cannot use. */
  readonly check: (credentials: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;
  readonly everyMs: number;
  /** Told the names of those that have changed. */
  readonly onChange: (names: readonly string[]) => void;
  /** Told once why what the places hold now cannot be used. The credentials of before stay in force. */
  readonly onTrouble: (why: string) => void;
}

/** Credentials that cannot be used, each by its name. No value is in it. */
export class Unusable extends Error {
  override readonly name = 'Unusable';
  readonly wrong: Readonly<Record<string, string>>;

  constructor(wrong: Readonly<Record<string, string>>) {
    super(
      Object.entries(wrong)
        .map(([name, message]) => `${name}: ${message}`)
        .join('; '),
    );
    this.wrong = wrong;
  }
}

/** A file that is being written tells so several times; it is read when it has been quiet for so long. */
const quietMs = 50;
const leastPauseMs = 1000;

/** Reads an account's credentials and keeps them current. Throws Unusable when they cannot be used to begin with. */
export async function followCredentials(parts: LiveParts): Promise<LiveCredentials> {
  const { given, check, everyMs, onChange, onTrouble } = parts;
  const stores = new Map<string, SecretStore>();
  const references = Object.entries(given).flatMap(([name, one]) => {
    const found = referenceOf(one);
    if (!found) return [];
    const { store: module, name: key } = found;
    if (!stores.has(module.reference)) stores.set(module.reference, module.open(parts.place));
    return [{ name, key, module, store: stores.get(module.reference)! }];
  });

  const read = async (): Promise<Readonly<Record<string, string>>> => {
    const wrong: Record<string, string> = {};
    const texts = Object.fromEntries(
      Object.entries(given).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
    const readOne = async ({ name, key, module, store }: (typeof references)[number]): Promise<void> => {
      try {
        const text = await store.read(key);
        if (text === null) wrong[name] = `there is no ${module.reference} ${key}; ${module.remedy(key)}`;
        else texts[name] = text;
      } catch (error) {
        wrong[name] = `the ${module.reference} ${key} cannot be read: ${codeOf(error)}`;
      }
    };
    await Promise.all(references.map(readOne));
    if (Object.keys(wrong).length > 0) throw new Unusable(wrong);
    return check(texts);
  };

  let now = await read();
  if (references.length === 0) return { now, look: async () => {}, close: () => {} };

  let trouble = '';
  let last: Promise<void> = Promise.resolve();
  let lookedAt = 0;
  const look = async (): Promise<void> => {
    lookedAt = Date.now();
    try {
      const found = await read();
      trouble = '';
      const names = [...new Set([...Object.keys(now), ...Object.keys(found)])].filter(
        (name) => now[name] !== found[name],
      );
      if (names.length === 0) return;
      now = found;
      onChange(names);
    } catch (error) {
      const why = error instanceof Unusable ? error.message : codeOf(error);
      if (why !== trouble) onTrouble(why);
      trouble = why;
    }
  };
  /** One after the other, so that an earlier reading never replaces a later one. */
  const lookNext = (): Promise<void> => (last = last.then(look));

  const timer = setInterval(() => void lookNext(), everyMs);
  timer.unref();
  let quiet: NodeJS.Timeout | undefined;
  const ends = references.flatMap(({ store, key }) => {
    const changed = (): void => {
      clearTimeout(quiet);
      quiet = setTimeout(() => void lookNext(), quietMs);
      quiet.unref();
    };
    return store.watch ? [store.watch(key, changed)] : [];
  });
  return {
    get now() {
      return now;
    },
    look: () => (Date.now() - lookedAt < leastPauseMs ? last : lookNext()),
    close() {
      clearInterval(timer);
      clearTimeout(quiet);
      for (const end of ends) end();
    },
  };
}

/** What went wrong without the words of a driver, which may quote what it was given. */
function codeOf(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return typeof code === 'string' ? code : typeof name === 'string' ? name : 'Error';
}

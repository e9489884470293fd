import type { z } from 'zod';

/** A place where secrets are kept, outside the configuration. */
export interface SecretStore {
  /** The secret as it is now; null when the place has none of this name. Throws when the place cannot be asked. */
  read(name: string): Promise<string | null>;
  /**
   * Calls `changed` when the place itself tells that this secret may have changed. Returns what ends it. Absent: the place tells nothing;
   * it is asked every now and then in any case.
   */
  watch?(name: string, changed: () => void): () => void;
}

/** What a store may need of the hub. */
export interface StorePlace {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Reads a secret of the hub's own store, in the tenant's database. */
  readonly own: (name: string) => Promise<string | null>;
}

/** A kind of store, as `stores.ts` lists it. */
export interface SecretStoreModule {
  /** The word by which a credential refers to it: `{ file: /run/secrets/crm }`. */
  readonly reference: string;
  /** Which names it takes. */
  readonly names: z.ZodType<string>;
  /** How a secret gets into it, as the end of a message that says which one is missing. */
  readonly remedy: (name: string) => string;
  open(place: StorePlace): SecretStore;
}

import { secretStores } from './stores.ts';

/** Where a secret is, in place of the secret: `{ env: NAME }`, `{ file: /path }` or `{ secret: name }`. */
export type SecretReference = Readonly<Record<string, string>>;

/** A credential as the configuration has it: its text, or where it is. */
export type Credential = string | SecretReference;

/** A reference taken apart; null for anything that is none. */
export function referenceOf(
  given: unknown,
): { readonly store: (typeof secretStores)[number]; readonly name: string } | null {
  if (typeof given !== 'object' || given === null) return null;
  const [entry, ...more] = Object.entries(given);
  const store = secretStores.find(({ reference }) => reference === entry?.[0]);
  if (!entry || !store || more.length > 0) return null;
  const { success, data: name } = store.names.safeParse(entry[1]);
  return success ? { store, name } : null;
}

/** Whether something can stand for a credential. */
export const isCredential = (given: unknown): given is Credential =>
  typeof given === 'string' || referenceOf(given) !== null;

/** The names of those among an account's credentials that are kept elsewhere. */
export function referredTo(credentials: unknown): readonly string[] {
  return typeof credentials === 'object' && credentials !== null
    ? Object.entries(credentials).flatMap(([name, one]) => (referenceOf(one) === null ? [] : [name]))
    : [];
}

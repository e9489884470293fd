import type { Token } from './policy.ts';

/** Takes an account's secrets out of texts that are not its own. */
export interface Veil {
  /** The text with every credential and token in it replaced, by `mark` or by `[secret]`. */
  over(text: string, mark?: string): string;
  /** Lets the veil cover a token, and the latest ones before it. */
  alsoOver(token: Token): void;
}

/** Shorter texts are words that a message may well hold. */
const leastLength = 8;
const mostTokens = 3;

/** A veil over the credentials in force, those before them, and the tokens that were got with them. */
export function createVeil(inForce: () => Readonly<Record<string, string>>): Veil {
  const tokens: Token[] = [];
  let known = inForce();
  let before: Readonly<Record<string, string>> = {};
  const secrets = (): readonly string[] => {
    if (inForce() !== known) [before, known] = [known, inForce()];
    const texts = [known, before, ...tokens.map(({ headers }) => headers)].flatMap((each) =>
      Object.values(each),
    );
    // A header says first what kind of token it holds.
    return texts
      .flatMap((text) => [text, text.replace(/^\w+ /, ''), encodeURIComponent(text)])
      .filter(({ length }) => length >= leastLength)
      .toSorted((a, b) => b.length - a.length);
  };
  return {
    over: (text, mark = '[secret]') =>
      secrets().reduce((veiled, secret) => veiled.replaceAll(secret, mark), text),
    alsoOver(token) {
      if (token === tokens[0]) return;
      tokens.unshift(token);
      tokens.length = Math.min(tokens.length, mostTokens);
    },
  };
}

import type { HeardCall } from '../../canonical/vendor-call.ts';
import type { Call } from './policy.ts';
import { type Delivery, withQuery } from './transport.ts';
import type { Veil } from './veil.ts';

/** Bytes of a body that are kept. */
const most = 16 * 1024;
/** Characters in which secrets are looked for: far more than are kept, so that none is cut in two where the kept part ends. */
const searched = 4 * most;
const veiled = '***';

/**
 * Names of headers, parameters and members whose value proves who somebody is, or pays. They are looked for in names of at most some 120
 * characters, so that no text takes long.
 */
const secret =
  'authorization|cookie|token|secret|passw|assertion|signature|session_?id|api_?-?key|private_?-?key|card_?number|security_?code|cvv|cvc|iban';
const secretName = new RegExp(secret, 'i');
const parameter = new RegExp(`(^|[?&])([^=&?]{0,60}(?:${secret})[^=&]{0,60})=[^&]*`, 'gi');
const member = new RegExp(
  `("[^"\\\\]{0,60}(?:${secret})[^"\\\\]{0,60}"\\s*:\\s*)(?:"(?:[^"\\\\]|\\\\.)*(?:"|$)|-?\\d[^,}\\]\\s]*)`,
  'gi',
);

/** What went over the wire for one request of a source. */
export interface Exchange {
  readonly origin: string;
  readonly call: Call;
  /** What was sent besides the headers of the call. */
  readonly headers: Readonly<Record<string, string>>;
  /** Names of headers that the login gave, which are its proof. */
  readonly proof: readonly string[];
  readonly delivery: Delivery;
}

/**
 * An exchange for people to read: every credential, token and proof in it is `***`, whether it is known to the account (`veil`) or called
 * by a name that says so (OAuth 2.0, RFC 6749 and 6750), and so are the numbers of cards. Bodies are cut to 16 KiB.
 */
export function transcriptOf({ origin, call, headers, proof, delivery }: Exchange, veil: Veil): HeardCall {
  const without = (text: string): string => veil.over(text, veiled).replace(parameter, `$1$2=${veiled}`);
  const cut = (text: string | undefined): { readonly text: string | null; readonly cut: boolean } => {
    if (text === undefined || text === '') return { text: null, cut: false };
    const plain = bodyWithout(text.slice(0, searched), without);
    return { text: firstBytes(plain), cut: text.length > searched || Buffer.byteLength(text) > most };
  };
  const request = cut(call.body);
  const answer = 'answer' in delivery ? delivery.answer : undefined;
  const response = cut(answer?.text);
  const proofs = new Set(proof.map((name) => name.toLowerCase()));
  return {
    method: call.method,
    url: origin + without(withQuery(call)),
    headers: Object.entries({ accept: 'application/json', ...headers, ...call.headers }).map(
      ([name, value]) => ({
        name: name.toLowerCase(),
        value: proofs.has(name.toLowerCase()) || secretName.test(name) ? veiled : veil.over(value, veiled),
      }),
    ),
    requestBody: request.text,
    status: 'answer' in delivery ? delivery.answer.status : (delivery.status ?? null),
    responseBody: response.text,
    truncated: request.cut || response.cut || 'tooLong' in delivery,
    personal: call.personal ?? [],
  };
}

/** JSON loses the values of members that are secrets, a form (or anything else) those of parameters. */
function bodyWithout(text: string, without: (text: string) => string): string {
  const json = /^\s*[[{]/.test(text);
  return json ? without(text.replace(member, `$1"${veiled}"`)) : without(text);
}

/** As many whole characters as fit. */
function firstBytes(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= most) return text;
  return new TextDecoder().decode(bytes.subarray(0, most), { stream: true });
}

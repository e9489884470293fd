import type { FastifyInstance } from 'fastify';

/** Features of browsers that no page of the hub uses. */
const unused = ['camera', 'display-capture', 'geolocation', 'microphone', 'payment', 'usb'];

/** What every answer says to browsers; a page replaces the policy by its own. Source: OWASP HTTP Headers Cheat Sheet. */
const headers: readonly (readonly [string, string])[] = [
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'no-referrer'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
  ['content-security-policy', "default-src 'none'; frame-ancestors 'none'"],
  ['permissions-policy', unused.map((feature) => `${feature}=()`).join(', ')],
  // Answers hold business data; files whose names change with their content say otherwise.
  ['cache-control', 'no-store'],
];
/** For a year: a browser that has once been here by TLS comes no other way (RFC 6797). */
const onlyByTls = ['strict-transport-security', 'max-age=31536000; includeSubDomains'] as const;

/** The security headers, by name. `byTls`: the hub is reached by TLS, its own or a proxy's. */
export const securityHeaders = (byTls: boolean): Readonly<Record<string, string>> =>
  Object.fromEntries(byTls ? [...headers, onlyByTls] : headers);

/** Sets these headers on every answer, event streams included. */
export function secureHeaders(fastify: FastifyInstance, secure: Readonly<Record<string, string>>): void {
  const all = Object.entries(secure);
  fastify.addHook('onRequest', (_request, reply, done) => {
    // On the response itself, because streams are written past the framework.
    for (const [name, value] of all) reply.raw.setHeader(name, value);
    done();
  });
}

import type { FastifyInstance } from 'fastify';
import { GraphQLError } from 'graphql';
import { isOfThisMachine } from '../auth/issuer.ts';
import type { ErrorDesk } from './errors.ts';

/** Whether a request comes from a page that may read the hub, by its headers `origin` and `host`. */
export type OriginCheck = (origin: string | undefined, host: string | undefined) => boolean;

/**
 * Lets in pages of the hub itself and of the origins that are allowed besides, and requests of no page: a browser sends the page's origin
 * along, other clients send none.
 */
export function originCheck(allowed: readonly string[]): OriginCheck {
  return (origin, host) =>
    !origin || allowed.includes(origin) || (URL.canParse(origin) && new URL(origin).host === host);
}

/** What is answered to a request for a host that is not this hub, and its HTTP status. */
export const misdirected = { status: 421, message: 'without tokens the hub is served as localhost only' };

/** Whether the header `host` of a request names this machine, and not whatever a page's own name was made to lead to. */
export function namesThisMachine(host: string | undefined): boolean {
  const url = `http://${host}`;
  return host !== undefined && URL.canParse(url) && isOfThisMachine(new URL(url).hostname);
}

/** Answers 421 to every request under a name that is not this machine's, but for webhooks, which are signed and may come by a tunnel. */
export function refuseOtherNames(fastify: FastifyInstance, desk: ErrorDesk): void {
  fastify.addHook('onRequest', async (request, reply) => {
    if (namesThisMachine(request.headers.host) || request.url.startsWith('/webhooks/')) return;
    const { status, message } = misdirected;
    const error = new GraphQLError(message, { extensions: { code: 'BAD_REQUEST' } });
    await reply.code(status).send({ errors: [desk.format({ message }, error)] });
  });
}

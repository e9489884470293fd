import type { IncomingMessage } from 'node:http';
import { Problem } from '../canonical/problem.ts';
import { type Access, bearerOf, type Caller } from './access.ts';
import type { Rates } from './rates.ts';

/**
 * Who sent a request; `authorization` is what its header says unless it was said elsewhere. At once where the token is known, because that
 * is almost every request. Throws or rejects with a Problem.
 */
export type Admit = (request: IncomingMessage, authorization?: string) => Caller | Promise<Caller>;

/**
 * Lets callers in, and makes addresses wait that send many tokens which prove nothing. `behindProxy`: a proxy is the only way to this hub, so
 * the address that it names last is the caller's.
 */
export function createAdmission(access: Access, rates: Rates, behindProxy: boolean): Admit {
  return (request, authorization = request.headers.authorization) => {
    const address = addressOf(request, behindProxy);
    rates.address(address);
    const token = bearerOf(authorization);
    const refuse = (error: unknown): never => {
      if (token !== null && error instanceof Problem && error.code === 'UNAUTHENTICATED')
        rates.failure(address);
      throw error;
    };
    try {
      const admitted = access.admit(token);
      return admitted instanceof Promise ? admitted.catch(refuse) : admitted;
    } catch (error) {
      return refuse(error);
    }
  };
}

function addressOf({ headers, socket }: IncomingMessage, behindProxy: boolean): string {
  const forwarded = behindProxy ? String(headers['x-forwarded-for'] ?? '') : '';
  // Whatever stands before the last one is the client's own word.
  const last = forwarded.split(',').at(-1)!.trim();
  return last === '' ? (socket.remoteAddress ?? '') : last;
}

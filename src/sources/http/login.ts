import type { Problem, ProblemCode, ProblemDetail } from '../../canonical/problem.ts';
import { classifyStatus, type Send, type Token, type VendorPolicy } from './policy.ts';
import type { Transport } from './transport.ts';

type Complain = (code: ProblemCode, message: string, detail?: ProblemDetail) => Problem;

/**
 * The vendor's login with a time limit of its own, because many calls wait for it and none owns it.
 * Throws SOURCE_REJECTED for refused credentials, RATE_LIMITED and SOURCE_UNAVAILABLE for what may pass.
 */
export function createLogin(
  policy: VendorPolicy,
  transport: Transport,
  origin: string,
  timeoutMs: number,
  problem: Complain,
): (() => Promise<Token>) | undefined {
  const { login } = policy;
  if (login === undefined) return undefined;
  const send: Send = async (call) => {
    const delivery = await transport.deliver(
      origin,
      call,
      policy.headers ?? {},
      AbortSignal.timeout(timeoutMs),
    );
    if ('broken' in delivery) throw problem('SOURCE_UNAVAILABLE', `the login failed: ${delivery.broken}`);
    if ('tooLong' in delivery) throw problem('SOURCE_DRIFTED', 'the login answered more than is allowed');
    const outcome = classifyStatus(delivery.answer);
    if (outcome.is === 'ok') return delivery.answer;
    const { status } = delivery.answer;
    if (outcome.is === 'throttled' || outcome.is === 'retryable')
      throw problem(
        outcome.is === 'throttled' ? 'RATE_LIMITED' : 'SOURCE_UNAVAILABLE',
        `the login failed: HTTP ${status}`,
        { retryAfterMs: outcome.afterMs },
      );
    throw problem('SOURCE_REJECTED', `the login was refused (HTTP ${status}); check the credentials`);
  };
  return async () => {
    const token = await login(send);
    if (token.origin !== undefined && token.origin !== origin && !policy.allowsOrigin?.(token.origin))
      throw problem('SOURCE_DRIFTED', 'the login names another host, which is not allowed');
    return token;
  };
}

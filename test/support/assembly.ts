import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { developmentToken, type Role } from '../../src/cli/token.ts';
import type { HubNode } from './node.ts';
import { mutations, type Payload } from './parties.ts';

/** Somebody with a development token. */
export interface Member {
  readonly person: string;
  readonly token: string;
  /** Of the token: `jti`. */
  readonly tokenId: string;
}

/** Makes somebody of a role; the tenant is `main`, and every record is in sight. */
export async function member(dataDir: string, person: string, role: Role): Promise<Member> {
  const token = await developmentToken(dataDir, role, { person });
  const claims = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as { jti: string };
  return { person, token, tokenId: claims.jti };
}

/** What a node answered; null: it was killed before it did, and nobody knows what became of the request. */
export type Heard<T> = {
  readonly status: number;
  readonly data: T | null;
  readonly errors: readonly object[];
} | null;

const isAbsent = (error: unknown): boolean =>
  (error as { cause?: { code?: unknown } }).cause?.code === 'ECONNREFUSED';

/** Asks the first of these nodes that is there, once; waits while none is. */
export async function ask<T>(
  nodes: readonly HubNode[],
  who: Member,
  query: string,
  variables: object = {},
  correlationId = randomUUID(),
): Promise<Heard<T>> {
  const headers = {
    'content-type': 'application/json',
    authorization: `Bearer ${who.token}`,
    'x-correlation-id': correlationId,
  };
  for (let turn = 0; ; turn++)
    try {
      const { url } = nodes[turn % nodes.length]!;
      const body = JSON.stringify({ query, variables });
      const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
      const { data = null, errors = [] } = (await response.json()) as { data?: T | null; errors?: object[] };
      return { status: response.status, data, errors };
    } catch (error) {
      if (!isAbsent(error)) return null;
      await sleep(10);
    }
}

/** A mutation that somebody sent, and the first answer to it. */
export interface Sent {
  readonly who: Member;
  readonly field: keyof typeof mutations;
  readonly input: { readonly idempotencyKey: string } & Readonly<Record<string, unknown>>;
  /** Null: nobody knows what became of it. */
  readonly payload: Payload | null;
}

/** Sends a mutation to the first of these nodes that is there. Throws what is neither an answer nor the silence of a node that is gone. */
export async function send(
  nodes: readonly HubNode[],
  { who, field, input }: Omit<Sent, 'payload'>,
): Promise<Sent> {
  const [type, selection] = mutations[field];
  const query = `mutation($input: ${type}!) { ${field}(input: $input) { ${selection} } }`;
  const heard = await ask<Record<string, Payload>>(nodes, who, query, { input });
  const unexpected = heard !== null && (heard.errors.length > 0 || heard.status !== 200);
  if (unexpected && heard.status !== 401)
    throw new Error(
      `${field} of ${who.person}: ${JSON.stringify([heard, input])}\n${nodes.map((node) => node.log().slice(-3000)).join('\n')}`,
    );
  return { who, field, input, payload: heard?.data?.[field] ?? null };
}

/** Whether a mutation was answered, and not refused. */
export const succeeded = ({ payload }: Sent): boolean => payload !== null && payload.userErrors.length === 0;

/** What an answer names, which no repetition may change. */
export const named = ({ payload }: Sent): object => ({
  errors: payload?.userErrors,
  approval: payload?.approval?.id,
  replay: payload?.replay?.id,
});

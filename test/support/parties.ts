import { openPrincipal, type Principal } from '../../src/auth/principal.ts';
import { unboundRights } from '../../src/auth/rights.ts';
import type { Access } from '../../src/http/access.ts';
import { type Answer, type Served, serve } from './served.ts';
import type { TestHub } from './graph.ts';

/** Somebody who calls the hub: a person of its own, with an account of its own. */
export const party = (person: string, more: Partial<Principal> = {}): Principal => ({
  ...openPrincipal('main'),
  account: `https://idp.example|${person}`,
  person,
  name: null,
  roles: ['STEWARD'],
  ...more,
});

/** What a mutation answers, as far as tests look at it. */
export interface Payload {
  readonly replayed: boolean;
  readonly userErrors: readonly {
    readonly code: string;
    readonly message: string;
    readonly field: readonly string[] | null;
  }[];
  readonly approval?: { readonly id: string; readonly status: string; readonly hash: string } | null;
  readonly customer?: { readonly id: string; readonly name: string | null } | null;
  readonly replay?: { readonly id: string; readonly status: string; readonly error: string | null } | null;
  readonly grant?: { readonly id: string; readonly until: string } | null;
}

/** A served hub, asked by whoever a test says it is; who may what by the policy has tests of its own. */
export interface Council {
  readonly served: Served;
  ask(who: Principal, query: string, variables?: Record<string, unknown>): Promise<Answer>;
  /** The data of an answer without errors; throws the errors otherwise. */
  data<T>(who: Principal, query: string, variables?: Record<string, unknown>): Promise<T>;
  /** A mutation with this input, with a key of its own where the input has none. */
  run(who: Principal, field: keyof typeof mutations, input: object): Promise<Payload>;
  /** Decides an approval for somebody. */
  decide(who: Principal, approvalId: string, approve?: boolean, more?: object): Promise<Payload>;
  token(who: Principal): string;
  close(): Promise<void>;
}

const common = 'replayed userErrors { code message field }';
const approval = 'approval { id status hash }';
/** The input of each mutation, and what is asked of its payload. */
export const mutations = {
  mergeCustomers: ['MergeCustomersInput', `${common} ${approval} customer { id name }`],
  unmergeCustomers: ['UnmergeInput', `${common} ${approval} customer { id name }`],
  decideMatch: ['DecideMatchInput', `${common} ${approval} customer { id name }`],
  decideApproval: ['DecideApprovalInput', `${common} ${approval}`],
  replayEvents: ['ReplayInput', `${common} ${approval} replay { id status error }`],
  breakGlass: ['BreakGlassInput', `${common} grant { id until }`],
} as const;

let keys = 0;

/** Serves a hub to everybody that a token describes. */
export async function convene(hub: TestHub): Promise<Council> {
  const access: Access = {
    admit: (token) => ({
      principal: JSON.parse(Buffer.from(token ?? '', 'base64url').toString()) as Principal,
      rights: unboundRights,
    }),
    watch: () => () => {},
  };
  const served = await serve(hub, {}, { access, limits: { requestsPerSecond: 10_000, burst: 10_000 } });
  const token = (who: Principal): string => Buffer.from(JSON.stringify(who)).toString('base64url');
  const ask: Council['ask'] = (who, query, variables) =>
    served.send({
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token(who)}` },
      body: JSON.stringify({ query, variables }),
    });
  const data = async <T>(who: Principal, query: string, variables?: Record<string, unknown>): Promise<T> => {
    const { body } = await ask(who, query, variables);
    if (body.errors) throw new Error(JSON.stringify([body.errors.slice(0, 3), served.log.slice(-1)]));
    return body.data as T;
  };
  const run: Council['run'] = async (who, field, input) => {
    const [type, selection] = mutations[field];
    const query = `mutation($input: ${type}!) { ${field}(input: $input) { ${selection} } }`;
    keys += 1;
    const given = { idempotencyKey: `test-${keys}`, ...input };
    return (await data<Record<string, Payload>>(who, query, { input: given }))[field]!;
  };
  return {
    served,
    ask,
    data,
    run,
    token,
    decide: (who, approvalId, approve = true, more = {}) =>
      run(who, 'decideApproval', { approvalId, approve, reason: approve ? '' : 'not now', ...more }),
    close: served.close,
  };
}

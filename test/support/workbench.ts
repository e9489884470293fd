import type { Principal } from '../../src/auth/principal.ts';
import type { Council } from './parties.ts';

/** What a mutation about exceptions answers, as far as tests look at it. */
export interface Acted {
  readonly replayed: boolean;
  readonly userErrors: readonly { readonly code: string; readonly message: string }[];
  readonly run: { readonly id: string; readonly status: string } | null;
  readonly exceptions: readonly Shown[];
  readonly results: readonly {
    readonly id: string;
    readonly ok: boolean;
    readonly error: {
      readonly code: string;
      readonly message: string;
      readonly field: readonly string[] | null;
    } | null;
  }[];
}

/** An exception as it is shown. */
export interface Shown {
  readonly id: string;
  readonly status: string;
  readonly severity: string;
  readonly ownerTeam: string;
  readonly age: number;
  readonly dueAt: string;
  readonly escalation: number;
  readonly nextAttemptAt: string | null;
  readonly proposedPatch: object | null;
  readonly approval: { readonly id: string; readonly status: string; readonly shown: object } | null;
  readonly comments: readonly { readonly text: string; readonly by: { readonly id: string } }[];
  readonly history: readonly {
    readonly action: string;
    readonly by: { readonly id: string } | null;
    readonly after: object | null;
  }[];
}

export const shown = `id code category severity status message rootCauseKey ownerTeam age dueAt escalation nextAttemptAt customersAffected
  step skippable process settledAt proposedPatch moneyAtRisk { amount currency } assignee { id name } run { id status }
  record { id } system { id } suggestions { label patch confidence basis } editableFields { path type current allowed touchesMoney }
  findings { code message path system } approval { id status shown } comments { text at by { id } } history { action by { id } before after }`;

type Field = 'assignExceptions' | 'commentException' | 'fixAndResume' | 'skipException' | 'retryException';

let keys = 0;

/** Sends a mutation about exceptions for somebody, with a key of its own where the input has none. */
export async function deal(council: Council, who: Principal, field: Field, input: object): Promise<Acted> {
  keys += 1;
  const query = `mutation($input: ExceptionActionInput!) { ${field}(input: $input) { replayed userErrors { code message } run { id status }
    exceptions { ${shown} } results { id ok error { code message field } } } }`;
  const given = { idempotencyKey: `deal-${keys}`, ...input };
  return (await council.data<Record<string, Acted>>(who, query, { input: given }))[field]!;
}

/** An exception as somebody sees it; null where there is none. */
export async function look(council: Council, who: Principal, id: string): Promise<Shown> {
  const query = `query($id: ID!) { node(id: $id) { ... on Exception { ${shown} } } }`;
  return (await council.data<{ node: Shown }>(who, query, { id })).node;
}

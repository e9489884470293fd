/**
 * Every code that a caller can meet, with what it means and whether the same call may succeed later.
 * docs/errors.md is tested against this table.
 */
export const problemCodes = {
  INVALID_INPUT: {
    retryable: false,
    meaning: 'An argument is not acceptable; the message says which and why.',
  },
  NOT_FOUND: { retryable: false, meaning: 'No record has this id or external reference.' },
  UNAUTHENTICATED: {
    retryable: false,
    meaning:
      'The request does not prove who sent it, or what proved it has expired or was revoked; sign in again.',
  },
  FORBIDDEN: {
    retryable: false,
    meaning: 'The caller may not see or do this; the message says what it takes.',
  },
  SOD_VIOLATION: {
    retryable: false,
    meaning: 'Whoever asked for something may not be the one who approves it; somebody else must decide.',
  },
  CONFLICT: {
    retryable: false,
    meaning: 'What the request is about has changed or was decided meanwhile; look at it again.',
  },
  CURSOR_INVALID: { retryable: false, meaning: 'The cursor was not made by this query, or not by this hub.' },
  CURSOR_EXPIRED: {
    retryable: false,
    meaning: 'What follows the cursor is no longer kept; start again without it, from a snapshot.',
  },
  SIGNATURE_INVALID: {
    retryable: false,
    meaning: 'The message is not signed as agreed with its sender, or is too old; nothing of it was kept.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    retryable: false,
    meaning: 'The key was used before for another request; use a new key.',
  },
  STALE_VERSION: {
    retryable: false,
    meaning: 'The record has another version than the one expected; read it again.',
  },
  PREVIEW_STALE: {
    retryable: false,
    meaning: 'What was previewed has changed or the preview has expired; preview it again.',
  },
  DEAL_INCOMPLETE: {
    retryable: false,
    meaning: 'A deal lacks what it takes to bill it; the message says what to enter, and where.',
  },
  PRODUCT_UNMAPPED: {
    retryable: false,
    meaning:
      'A product is not known in a system that must know it; map it there or choose what it stands for.',
  },
  ACCOUNT_MAPPING_MISSING: {
    retryable: false,
    meaning: 'A posting would lack its account or a dimension; set the account of the item in the ledger.',
  },
  LEGAL_ENTITY_MISSING: {
    retryable: false,
    meaning: 'No rule says which of our companies this belongs to, or the ledger does not know it.',
  },
  TAX_PROFILE_INCOMPLETE: {
    retryable: false,
    meaning: "The customer's tax profile lacks what its country asks for; complete it.",
  },
  HIERARCHY_INVALID: {
    retryable: false,
    meaning: 'The customer cannot be sold to as it stands: it is merged, closed, or its parents form a ring.',
  },
  PRICE_INELIGIBLE: {
    retryable: false,
    meaning:
      'The price cannot be used here: of another currency, withdrawn, or of a product that is not for sale.',
  },
  TERMS_INVALID: {
    retryable: false,
    meaning: 'Dates or terms do not fit together or with the contract; the message says which.',
  },
  REVENUE_RULE_MISSING: {
    retryable: false,
    meaning: 'The ledger has no rule by which to recognise revenue of a product; set it there.',
  },
  PERIOD_CLOSED: {
    retryable: false,
    meaning: 'The accounting period of the posting is closed; choose another day or have it opened.',
  },
  APPROVAL_REQUIRED: {
    retryable: false,
    meaning: 'Somebody else must agree first; the message says who and where.',
  },
  AMOUNT_MISMATCH: {
    retryable: false,
    meaning: 'A system came to another amount than was previewed; nothing further was written.',
  },
  OUTCOME_UNKNOWN: {
    retryable: false,
    meaning:
      'A system was called and nobody can tell whether it did what it was asked; look there and decide.',
  },
  SOURCE_UNAVAILABLE: { retryable: true, meaning: 'A source did not answer, answered too late, or failed.' },
  SOURCE_REJECTED: { retryable: false, meaning: 'A source refused the request; the message says why.' },
  SOURCE_DRIFTED: {
    retryable: false,
    meaning: 'A source answered in a shape that does not fit its contract.',
  },
  RATE_LIMITED: {
    retryable: true,
    meaning: 'A source, or the budget kept for it, allows no more calls now.',
  },
  TOO_MANY_REQUESTS: {
    retryable: true,
    meaning:
      'The caller sends more than the hub takes from one consumer; `retryAfterMs` says how long to wait.',
  },
  OPERATION_TIMEOUT: {
    retryable: true,
    meaning: 'The operation took too long and was given up; what a mutation had begun may still happen.',
  },
  HUB_UNAVAILABLE: {
    retryable: true,
    meaning: "The hub's own database does not answer; try again.",
  },
  INTERNAL: { retryable: false, meaning: 'A fault of the hub; the correlation id finds it in the log.' },
} as const;

export type ProblemCode = keyof typeof problemCodes;

export interface ProblemDetail {
  /** The source instance concerned, for example `netsuite`. */
  readonly source?: string;
  /** What kind of system that instance is, for example `ERP`. */
  readonly system?: string;
  /** How old the value is that could have been served, ISO 8601; absent when there is none. */
  readonly asOf?: string;
  /** When a retry makes sense, milliseconds from now, where the source said so. */
  readonly retryAfterMs?: number;
  /** Where in the input or in the source's answer the trouble is. */
  readonly path?: string;
  /** The record at the source that does not fit, where it is one. */
  readonly record?: { readonly object: string; readonly externalId: string };
  /** Of a write that failed: whether it may have had its effect all the same. Absent for reads. */
  readonly outcome?: 'NOT_APPLIED' | 'UNKNOWN';
  /** HTTP status of the source's answer, where there was one. */
  readonly httpStatus?: number;
  /** Overrides the code's own answer to "may the same call succeed later". */
  readonly retryable?: boolean;
  readonly cause?: unknown;
}

/** The one error that callers meet: a code from the published table, a message that says what to do, and where it came from. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly retryable: boolean;
  readonly detail: ProblemDetail;

  constructor(code: ProblemCode, message: string, detail: ProblemDetail = {}) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.code = code;
    this.retryable = detail.retryable ?? problemCodes[code].retryable;
    this.detail = detail;
  }
}

/** A call of a vendor as it went over the wire, without what proves who called. */
export interface VendorCall {
  readonly method: string;
  /** With its query string. */
  readonly url: string;
  /** Of the request. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  /** The beginning of what was sent; null: nothing. */
  readonly requestBody: string | null;
  /** Of the answer; null: there was none. */
  readonly status: number | null;
  /** The beginning of what was answered; null: nothing. */
  readonly responseBody: string | null;
  /** Whether a body was longer than what is kept of it. */
  readonly truncated: boolean;
}

/** A call as it was heard, with the texts in it that are known to name a person. */
export interface HeardCall extends VendorCall {
  readonly personal: readonly string[];
}

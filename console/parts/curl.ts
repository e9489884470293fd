/** A call of a system as it went over the wire; a secret in it is `***`. */
export interface VendorCall {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly requestBody: string | null;
  readonly status: number | null;
  readonly responseBody: string | null;
  readonly truncated: boolean;
}

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** The call as a command of a POSIX shell. */
export function curlOf({ method, url, headers, requestBody }: VendorCall): string {
  return [
    `curl -X ${method} ${quoted(url)}`,
    ...headers.map(({ name, value }) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(requestBody === null ? [] : [`--data-raw ${quoted(requestBody)}`]),
  ].join(' \\\n  ');
}

/** A name of a header: RFC 9110, 5.6.2. */
const isToken = /^[\w!#$%&'*+.^`|~-]+$/;

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

/** What a terminal would take for a key when it is pasted; no text of a call needs it. */
// oxlint-disable-next-line no-control-regex
const keys = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g;
const quoted = (text: string): string => `'${text.replaceAll(keys, '').replaceAll("'", String.raw`'\''`)}'`;
const plain = (text: string): string => (/^[A-Z]+$/.test(text) ? text : quoted(text));

/** The call as a command of a POSIX shell, whatever is in it. */
export function curlOf({ method, url, headers, requestBody }: VendorCall): string {
  return [
    // Brackets of an address are brackets, and what begins with a dash is no option.
    `curl${/[[\]{}]/.test(url) ? ' --globoff' : ''} -X ${plain(method)} ${url.startsWith('-') ? '--url ' : ''}${quoted(url)}`,
    // A header of another form curl would read from a file.
    ...headers
      .filter(({ name }) => isToken.test(name))
      .map(({ name, value }) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(requestBody === null ? [] : [`--data-raw ${quoted(requestBody)}`]),
  ].join(' \\\n  ');
}

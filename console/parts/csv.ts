/** What a spreadsheet would take for a formula begins with one of these. */
const formula = /^[=+\-@\t\r]/;

/** A table as CSV (RFC 4180). Text that a spreadsheet would execute has an apostrophe before it; numbers are left as they are. */
export function csv(rows: readonly (readonly (string | null)[])[]): string {
  const cell = (value: string | null): string => {
    const text = value ?? '';
    const safe = formula.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** What a spreadsheet would take for a formula begins with one of these (OWASP, CSV Injection), some also behind spaces or in full width. */
const formula = /^\s*[=+\-@\t\r\n＝＋－＠]/u;

/**
 * A table as CSV (RFC 4180). Text that a spreadsheet would execute has an apostrophe before it; numbers are left as they are. Every mark by
 * which a spreadsheet somewhere parts cells is quoted.
 */
export function csv(rows: readonly (readonly (string | null)[])[]): string {
  const cell = (value: string | null): string => {
    const text = value ?? '';
    const safe = formula.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
    return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

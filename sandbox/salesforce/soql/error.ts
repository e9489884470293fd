import { SalesforceError } from '../error.ts';

const around = 35;

/**
 * A refusal of a statement with the place of the trouble, worded as Salesforce does: a blank line, the text around the place,
 * a caret under it, `ERROR at Row:r:Column:c` and the message.
 */
export function soqlError(errorCode: string, soql: string, at: number, message: string): SalesforceError {
  const before = soql.slice(0, at);
  const row = before.split('\n').length;
  const column = at - (before.lastIndexOf('\n') + 1) + 1;
  const start = Math.max(0, at - around);
  const shown = soql.slice(start, at + around).replaceAll('\n', ' ');
  const caret = `${' '.repeat(at - start)}^`;
  return new SalesforceError(
    400,
    errorCode,
    `\n${shown}\n${caret}\nERROR at Row:${row}:Column:${column}\n${message}`,
  );
}

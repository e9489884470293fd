/**
 * Node's words for a connection that cannot be made or broke, and PostgreSQL's: class 08; not let in as this user (28); no such database;
 * shut down, starting, dropped or given up as idle (57P); no connection free. Source: PostgreSQL 18, appendix A.
 */
const codes =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|08...|28...|3D000|57P0[1-5]|53300)$/;

/**
 * Where the server refuses a connection to a database under codes that elsewhere mean a mistake: it takes no connections (55000), or none
 * of this user (42501). Its messages are translated, this is not.
 */
const refusing = 'CheckMyDatabase';

/** What the driver says of the same without a code. */
const words =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed)/;

/** Whether an error says that the hub's database does not answer, and not that it was asked something wrong. */
export function isOutage(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const { code, routine } = error as { code?: unknown; routine?: unknown };
  if (routine === refusing) return true;
  return typeof code === 'string' ? codes.test(code) : words.test(error.message);
}

import { problemCodes } from '../../src/canonical/problem.ts';
import { requestCodes } from '../../src/http/errors.ts';

/** What no answer may hold: stacks, paths, SQL, and words of the database and its driver. */
const leaks =
  /node_modules|\.[cm]?[jt]s:\d|\bat \S+ \(|file:\/\/|\/src\/|relation "|syntax error at or near|invalid input syntax|violates \w+ constraint|SQLSTATE|\bpg_\w|\bECONN[A-Z]+\b|\bselect .{1,80} from\b/;

/** The codes of faults that are nobody's but the hub's. */
const own = ['INTERNAL', 'HUB_UNAVAILABLE', 'OPERATION_TIMEOUT'];
const known = new Set(
  [...Object.keys(problemCodes), ...Object.keys(requestCodes)].filter((code) => !own.includes(code)),
);

/** What is wrong with an answer to something hostile; undefined when it is answered, or refused as the caller's fault. */
export function faultOf(status: number, text: string): string | undefined {
  if (status >= 500) return `status ${status}`;
  const leak = leaks.exec(text);
  if (leak) return `leaks ${leak[0]}`;
  const codes = [...text.matchAll(/"code":"([A-Z_]+)"/g)].map(([, code]) => code!);
  const wrong = codes.find((code) => !known.has(code));
  return wrong === undefined ? undefined : `code ${wrong}`;
}

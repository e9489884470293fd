import { open } from 'node:fs/promises';
import { z } from 'zod';
import type { AuditHead, AuditRow } from '../canonical/audit.ts';
import { Problem } from '../canonical/problem.ts';
import type { AuditChain } from '../store/audit-chain.ts';

const headLine = z.strictObject({
  head: z.strictObject({ tenant: z.string(), seq: z.int().min(0), hash: z.string() }),
});
const rowLine = z.strictObject({
  seq: z.int(),
  id: z.string(),
  at: z.string(),
  person: z.string(),
  account: z.string(),
  actors: z.string(),
  action: z.string(),
  subject: z.string().nullable(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  correlationId: z.string(),
  prevHash: z.string(),
  hash: z.string(),
});

const atOnce = 2000;

/** A chain as JSON lines: its head, then each entry as it is stored. */
export async function* exportLines({ head, chunks }: AuditChain): AsyncIterable<string> {
  yield `${JSON.stringify({ head })}\n`;
  for await (const rows of chunks) yield rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

/** The chain in a file that `exportLines` wrote. Throws INVALID_INPUT when a line is not what it should be. */
export async function readExport(
  file: string,
): Promise<{ readonly head: AuditHead; readonly chunks: AsyncIterable<readonly AuditRow[]> }> {
  const handle = await open(file).catch((cause: NodeJS.ErrnoException) => {
    throw new Problem('INVALID_INPUT', `${file} cannot be read (${cause.code}).`, { cause });
  });
  const lines = handle.readLines()[Symbol.asyncIterator]();
  let number = 0;
  async function next<T>(schema: z.ZodType<T>): Promise<T | null> {
    const line = await lines.next();
    if (line.done) return null;
    number += 1;
    return parse(line.value, schema, `Line ${number} of ${file}`);
  }
  async function* chunks(): AsyncIterable<readonly AuditRow[]> {
    let rows: AuditRow[] = [];
    for (let row = await next(rowLine); row !== null; row = await next(rowLine)) {
      rows.push(row);
      if (rows.length < atOnce) continue;
      yield rows;
      rows = [];
    }
    if (rows.length > 0) yield rows;
  }
  const first = await next(headLine);
  if (!first)
    throw new Problem('INVALID_INPUT', `${file} is empty; \`isthmus audit export\` writes what is wanted.`);
  return { head: first.head, chunks: chunks() };
}

function parse<T>(text: string, schema: z.ZodType<T>, place: string): T {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new Problem('INVALID_INPUT', `${place} is not JSON.`);
  }
  const { success, data, error } = schema.safeParse(content);
  if (success) return data;
  const [issue] = error.issues;
  throw new Problem(
    'INVALID_INPUT',
    `${place} is not of an export of the audit trail: ${issue!.path.join('.')} ${issue!.message}.`,
  );
}

import { afterAll, beforeAll, expect, it } from 'vitest';
import { Problem } from '../src/canonical/problem.ts';
import { type Database, openDatabase } from '../src/store/database.ts';
import { createLogger } from '../src/telemetry.ts';
import { createTestDatabase } from './support/database.ts';

let database: Database;
let drop: () => Promise<void>;
beforeAll(async () => {
  const made = await createTestDatabase();
  ({ drop } = made);
  database = openDatabase(made.url);
});
afterAll(async () => {
  await database?.close();
  await drop?.();
});

/** What the log says of an error, as text. */
function logged(err: unknown): string {
  let text = '';
  createLogger('info', { write: (line: string) => void (text += line) }).error({ err }, 'it failed');
  return text;
}

it('the log tells what a database complains of, and not the row that it quotes', async () => {
  const error: unknown = await database
    .query(`insert into vendor_secret (name, sealed) values ('jane@acme.example', null)`)
    .catch((refused: unknown) => refused);
  expect((error as { detail: string }).detail).toContain('jane@acme.example');
  const [plain, wrapped] = [
    error,
    new Problem('SOURCE_DRIFTED', 'it cannot be stored', { source: 'zuora', cause: error }),
  ].map(logged);
  for (const text of [plain, wrapped]) {
    expect(text).toContain('null value in column');
    expect(text).not.toContain('jane@acme.example');
  }
  expect(JSON.parse(plain!)).toMatchObject({ err: { code: '23502', table: 'vendor_secret' } });
  expect(JSON.parse(wrapped!)).toMatchObject({
    err: { code: 'SOURCE_DRIFTED', detail: { source: 'zuora' } },
  });
});

it('the log tells of what is thrown and is no error', () => {
  expect(JSON.parse(logged('nothing'))).toMatchObject({ err: 'nothing' });
});

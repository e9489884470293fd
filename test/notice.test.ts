import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../src/store/database.ts';
import { listen, notify } from '../src/store/notice.ts';
import { createTestDatabase } from './support/database.ts';

let database: Database;
let drop: () => Promise<void>;
beforeAll(async () => {
  const created = await createTestDatabase();
  database = openDatabase(created.url);
  drop = created.drop;
});
afterAll(async () => {
  await database.close();
  await drop();
});

describe('the listener for changes', () => {
  it('notices that its connection only looks alive, trusts nothing meanwhile, and listens again', async () => {
    const target = new URL(database.url);
    const pairs: { near: Socket; far: Socket }[] = [];
    const proxy = createServer((near) => {
      const far = connect(Number(target.port), target.hostname);
      pairs.push({ near, far });
      near.on('error', () => {}).pipe(far);
      far.on('error', () => {}).pipe(near);
      near.on('close', () => far.destroy());
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const near = new URL(target);
    near.hostname = '127.0.0.1';
    near.port = String((proxy.address() as AddressInfo).port);
    const heard: string[] = [];
    const waiting = new Map<string, () => void>();
    const happen = (what: string) => {
      heard.push(what);
      waiting.get(what)?.();
    };
    const next = (what: string) => new Promise<void>((resolve) => waiting.set(what, resolve));
    const first = next('ready');
    const listener = listen(
      near.href,
      {
        onNotice: (notice) =>
          happen(
            notice.all
              ? 'all'
              : notice.confirmed?.length
                ? `confirmed ${notice.confirmed.join()}`
                : notice.customers.join(),
          ),
        onGap: () => happen('gap'),
        onReady: () => happen('ready'),
      },
      100,
    );
    try {
      await first;
      const [gap, again] = [next('gap'), next('ready')];
      for (const pair of pairs) pair.far.unpipe(pair.near);
      await gap;
      await again;
      expect(heard).toEqual(['ready', 'gap', 'ready']);
      const [told, odd] = [next('cus_1'), next('all')];
      await notify(database, { customers: ['cus_1'], records: [] });
      await told;
      await database.query(`select pg_notify('isthmus_changed', 'what is this')`);
      await odd;
      const confirmed = next('confirmed cus_2');
      await database.query('select pg_notify($1, $2)', [
        'isthmus_changed',
        JSON.stringify({ customers: [], records: [], confirmed: ['cus_2'] }),
      ]);
      await confirmed;
    } finally {
      await listener.close();
      for (const pair of pairs) pair.far.destroy();
      proxy.close();
    }
  });
});

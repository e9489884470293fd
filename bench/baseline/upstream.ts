import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { collections, type System } from './data.ts';

/**
 * A minimal upstream: `node upstream.ts --system crm|billing|support|erp --data DIR [--port N] [--delay MS]`.
 * `GET /<collection>?ids=a,b` answers the prebuilt JSON of those customers in that order, null where there is none;
 * `GET /customers?first=N&after=ID` a page in order of name. `GET /stats` tells how many calls there were.
 */
const { values } = parseArgs({
  options: {
    system: { type: 'string' },
    data: { type: 'string' },
    port: { type: 'string', default: '0' },
    delay: { type: 'string', default: '0' },
  },
});
if (!values.system || !(values.system in collections) || !values.data)
  throw new Error('--system and --data are needed');
const dir = values.data;
const delay = Number(values.delay);

function load(name: string): Map<string, string> {
  const rows = readFileSync(join(dir, `${name}.tsv`), 'utf8').split('\n');
  return new Map(
    rows.filter(Boolean).map((row) => {
      const tab = row.indexOf('\t');
      return [row.slice(0, tab), row.slice(tab + 1)];
    }),
  );
}

const tables = new Map<string, Map<string, string>>(
  collections[values.system as System].map((name) => [name, load(name)]),
);
const order = [...(tables.get('customers')?.keys() ?? [])];
const places = new Map(order.map((id, index) => [id, index]));
let calls = 0;

function answer(path: string, query: URLSearchParams): string | null {
  if (path === '/stats') return JSON.stringify({ calls });
  const table = tables.get(path.slice(1));
  if (!table) return null;
  calls += 1;
  const after = query.get('after');
  const from = after === null ? 0 : (places.get(after) ?? -1) + 1;
  const ids = query.get('ids')?.split(',') ?? order.slice(from, from + Number(query.get('first') ?? 50));
  return `[${ids.map((id) => table.get(id) ?? 'null').join(',')}]`;
}

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://upstream');
  const body = answer(url.pathname, url.searchParams);
  const send = (): void => {
    response.writeHead(body === null ? 404 : 200, { 'content-type': 'application/json' });
    response.end(body ?? '{}');
  };
  if (delay === 0) send();
  else void wait(delay).then(send);
});
server.keepAliveTimeout = 60_000;
server.listen(Number(values.port), '127.0.0.1', () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.stdout.write(`${JSON.stringify({ system: values.system, url, pid: process.pid })}\n`);
});
process.on('SIGTERM', () => process.exit(0));

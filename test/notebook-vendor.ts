import { randomBytes } from 'node:crypto';
import { runSimulator } from '../sandbox/kit/run.ts';
import type { Sim, SimRequest, SimResponse, Vendor } from '../sandbox/kit/types.ts';

function put(sim: Sim, id: string, request: SimRequest): SimResponse {
  const { text } = JSON.parse(request.body.toString()) as { text: string };
  if (text === 'explode') {
    sim.db.prepare('insert into note (id, text, changed) values (?, ?, 0)').run(id, text);
    throw new Error('asked to');
  }
  sim.db
    .prepare('insert or replace into note (id, text, changed, body) values (?, ?, ?, ?)')
    .run(id, text, sim.now(), '{}');
  return { status: 201, body: JSON.stringify({ id }), note: { objectId: id, idempotencyKey: `k-${id}` } };
}

/** The smallest vendor there can be: notes with an id, to prove the kit without any vendor's rules in the way. */
export const notebook: Vendor = {
  vendor: 'notebook',
  schema:
    'create table if not exists note (id text primary key, text text not null, changed integer not null, body text)',
  objects: {
    Note: { table: 'note', key: 'id', document: 'body', stamp: (sim) => ({ changed: sim.now() }) },
  },
  credentials: () => ({ key: randomBytes(8).toString('hex') }),
  seed(sim, world) {
    const insert = sim.db.prepare('insert into note (id, text, changed) values (?, ?, 0)');
    for (const company of world.companies) insert.run(String(company.ordinal), company.name);
  },
  objectTypeOf: (request) => (request.path.startsWith('/notes/') ? 'Note' : null),
  handle(sim, request) {
    if (request.path === '/busy') return { status: 200, body: JSON.stringify({ inFlight: sim.inFlight() }) };
    if (request.headers.authorization !== sim.credentials.key)
      return { status: 401, body: '{"error":"who?"}' };
    const id = request.path.split('/')[2] ?? '';
    if (request.method === 'PUT') return put(sim, id, request);
    const row = sim.db.prepare('select id, text from note where id = ?').get(id);
    return row
      ? { status: 200, body: `{"row":${JSON.stringify(row)},"amount":1.10}` }
      : { status: 404, body: '{"error":"none"}' };
  },
};

if (import.meta.main) await runSimulator(notebook, process.argv.slice(2));

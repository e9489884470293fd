import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examineTrail } from '../src/audit/examine.ts';
import { readCheckpoints } from '../src/audit/keep.ts';
import { readChain } from '../src/store/audit-chain.ts';
import { openDatabase } from '../src/store/database.ts';
import { appendEvents } from '../src/store/event.ts';
import { anEvent } from './support/events.ts';
import { type Guarded, serveGuarded } from './support/guarded.ts';
import { eventually } from './support/hub.ts';
import { testKeyring } from './support/keyring.ts';

let guarded: Guarded;
beforeAll(async () => {
  guarded = await serveGuarded({}, { roles: ['api', 'ingest'], audit: { checkpointEveryMs: 50 } }, 2);
});
afterAll(async () => {
  await guarded.close();
});

describe('a hub of two nodes', () => {
  it('takes its log into the audit trail and signs the trail, outside the database', async () => {
    const database = openDatabase(guarded.databaseUrl, 3, testKeyring);
    await database.transaction((tx) => appendEvents(tx, [anEvent(), anEvent(), anEvent()]));
    const folder = join(guarded.dataDir, 'audit', 'main');
    const sealed = await eventually('an entry that vouches for the events', async () => {
      const { rows } = await database.query<{ seq: string }>(
        `select seq from audit_entry where action = 'log.sealed' and (after::jsonb ->> 'to')::int = 3`,
      );
      return rows[0] && Number(rows[0].seq);
    });
    const checkpoints = await eventually('a checkpoint that covers it', async () => {
      const read = await readCheckpoints(folder);
      return (read.at(-1)?.seq ?? 0) >= sealed && read;
    });
    const trusted = [testKeyring.signing('audit').publicKey];
    const found = await readChain(database, 0, ({ head, chunks }) =>
      examineTrail({ tenant: 'main', head, chunks, checkpoints, trusted }),
    );
    await database.close();
    expect(found).toMatchObject({ ok: true, fault: null });
    expect(found.seals.length).toBeGreaterThan(0);
  });

  it('shows the trail to an auditor, whoever asks which node, and to nobody else', async () => {
    const auditor = await guarded.issuer.token({ roles: ['AUDITOR'] });
    const sales = await guarded.issuer.token({ roles: ['SALES_OPS'] });
    const query = '{ audit(first: 5) { chainVerified edges { node { action actor after } } } }';
    const answers = await Promise.all(guarded.nodes.map((node) => guarded.ask(query, auditor, node)));
    const refused = await guarded.ask(query, sales);
    expect(answers.map(({ body }) => [body.errors, body.data?.['audit']])).toEqual([
      [undefined, expect.objectContaining({ chainVerified: true })],
      [undefined, expect.objectContaining({ chainVerified: true })],
    ]);
    expect(refused.body.errors![0]!.extensions).toMatchObject({ code: 'FORBIDDEN' });
    const again = await guarded.ask(
      '{ audit(action: ["record.read"]) { edges { node { actor after } } } }',
      auditor,
    );
    const { edges } = again.body.data!['audit'] as {
      edges: { node: { after: { coordinates: string[]; roles: string[] } } }[];
    };
    expect(edges).toHaveLength(2);
    expect(edges[0]!.node.after).toMatchObject({ roles: ['AUDITOR'] });
    expect(edges[0]!.node.after.coordinates).toContain('Query.audit');
  });
});

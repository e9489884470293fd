import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Guarded, serveGuarded } from './support/guarded.ts';
import { eventually } from './support/hub.ts';
import { testMasterKey } from './support/keyring.ts';

const isthmus = fileURLToPath(new URL('../src/cli/isthmus.ts', import.meta.url));
const approvals = {
  rules: [{ id: 'replay', name: 'Every replay', kind: 'REPLAY', approverRoles: ['INTEGRATION'] }],
};
let hub: Guarded;
beforeAll(async () => {
  hub = await serveGuarded({}, { approvals });
  writeFileSync(join(hub.dataDir, 'isthmus.yaml'), JSON.stringify({ sources: [], approvals }));
});
afterAll(async () => hub.close());

/** Runs a command beside the hub, with the same database, master key and data directory. */
function run(...words: string[]): Promise<{ code: number | null; output: string; errors: string }> {
  const child = spawn(process.execPath, [isthmus, ...words], {
    cwd: hub.dataDir,
    env: {
      PATH: process.env['PATH'],
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
      DATABASE_URL: hub.databaseUrl,
      NATS_URL: inject('natsUrl'),
      ISTHMUS_DATA_DIR: hub.dataDir,
      ISTHMUS_MASTER_KEY: testMasterKey,
    },
  });
  let [output, errors] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output, errors })));
}

const everywhere = { regions: '*', legal_entities: '*' };
const token = (person: string, role = 'INTEGRATION', more: object = {}): Promise<string> =>
  hub.issuer.token({ sub: person, person, roles: [role], ...everywhere, ...more });

interface Decided {
  readonly userErrors: readonly { readonly code: string }[];
  readonly approval: { readonly status: string } | null;
}
let keys = 0;
async function decide(bearer: string, approvalId: string): Promise<string[]> {
  keys += 1;
  const input = `idempotencyKey: "cli-${keys}", approvalId: "${approvalId}", approve: true, reason: ""`;
  const { body } = await hub.ask(
    `mutation { decideApproval(input: { ${input} }) { userErrors { code } approval { status } } }`,
    bearer,
  );
  const { userErrors, approval } = body.data!['decideApproval'] as Decided;
  return [...userErrors.map(({ code }) => code), approval?.status ?? ''].filter((word) => word !== '');
}
const waiting = async (): Promise<string> => {
  const { body } = await hub.ask(
    '{ approvals(status: [PENDING], first: 1) { edges { node { id } } } }',
    await token('reader@example.com'),
  );
  return (body.data!['approvals'] as { edges: { node: { id: string } }[] }).edges[0]!.node.id;
};

const user = { person: `cli:${userInfo().username}`, account: `cli|${userInfo().username}` };

describe('isthmus replay', () => {
  it('waits for an approval where a rule asks for one; whoever it was asked for as cannot give it', async () => {
    const asked = await run('replay', '--type', 'invoice.*', '--as', 'Kim@example.com');
    expect([asked.code, asked.errors]).toEqual([0, expect.stringContaining('waits for an approval')]);
    const [, id] = /(rpl_\w+) {2}WAITING_APPROVAL/.exec(asked.output) ?? [];
    const approvalId = await waiting();
    const { rows: entries } = await hub.database.query(
      `select person, account, actors from audit_entry where action = 'replay.requested'`,
    );
    expect(entries).toEqual([
      { person: 'Kim@example.com', account: user.account, actors: JSON.stringify([user.person]) },
    ]);
    for (const own of [
      await token('kim@example.com'),
      await token(user.person),
      await token(user.account),
      await token('boss@example.com', 'INTEGRATION', { act: { sub: 'kim@example.com' } }),
    ])
      expect(await decide(own, approvalId)).toEqual(['SOD_VIOLATION']);
    expect(await decide(await token('other@example.com'), approvalId)).toEqual(['APPROVED']);
    const status = await eventually('it has run', async () => {
      const { rows } = await hub.database.query<{ status: string }>(
        'select status from replay where id = $1',
        [id],
      );
      return rows[0]!.status === 'COMPLETED' && rows[0]!.status;
    });
    expect(status).toBe('COMPLETED');
  });
});

describe('isthmus person alias', () => {
  it('makes two names one person for every decision from then on, and takes it back; each is in the audit', async () => {
    await run('replay', '--type', 'invoice.*', '--as', 'lea@example.com');
    const approvalId = await waiting();
    const linked = await run('person', 'alias', 'LEA@example.com', 'l.clone@example.com');
    expect([linked.code, linked.errors]).toEqual([0, '']);
    expect(linked.output).toContain('are one person from now on');
    expect((await run('person', 'aliases')).output).toBe('l.clone@example.com  lea@example.com\n');
    expect((await run('person', 'alias', 'l.clone@example.com', 'lea@example.com')).output).toContain(
      'already',
    );
    const clone = await token('l.clone@example.com');
    expect(await decide(clone, approvalId)).toEqual(['SOD_VIOLATION']);
    await run('person', 'alias', '--remove', 'lea@example.com', 'l.clone@example.com');
    expect(await decide(clone, approvalId)).toEqual(['APPROVED']);
    const { rows } = await hub.database.query<{ action: string }>(
      `select action from audit_entry where action like 'person.%' order by seq`,
    );
    expect(rows.map(({ action }) => action)).toEqual(['person.linked', 'person.unlinked']);
  });

  it('refuses names that are one already, or none', async () => {
    for (const names of [
      ['kim@example.com', 'KIM@example.com '],
      ['kim@example.com', ' '],
    ]) {
      const { code, output, errors } = await run('person', 'alias', ...names);
      expect([code, output, errors]).toEqual([1, '', expect.stringMatching(/name/)]);
    }
  });
});

describe('broken glass, over real tokens', () => {
  it('lets an administrator read and decide until it ends, and never over the separation of duties', async () => {
    const root = await token('root@example.com', 'ADMIN');
    const money = '{ customers(filter: { arrGte: "1" }) { totalCount } }';
    const isDenied = async (): Promise<boolean> => (await hub.ask(money, root)).body.errors !== undefined;
    expect(await isDenied()).toBe(true);
    await run('replay', '--type', 'invoice.*');
    const foreign = await waiting();
    expect(await decide(root, foreign)).toEqual(['FORBIDDEN']);
    const { body } = await hub.ask(
      'mutation { breakGlass(input: { idempotencyKey: "glass", reason: "an outage at night", minutes: 5 }) { userErrors { code } grant { until } } }',
      root,
    );
    expect(body.data!['breakGlass']).toMatchObject({
      userErrors: [],
      grant: { until: expect.any(String) as string },
    });
    await eventually('the grant is known', async () => !(await isDenied()));
    expect(await decide(root, foreign)).toEqual(['APPROVED']);
    await run('replay', '--type', 'invoice.*', '--as', 'ROOT@example.com');
    expect(await decide(root, await waiting())).toEqual(['SOD_VIOLATION']);
  });
});

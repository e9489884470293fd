import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Guarded, serveGuarded } from './support/guarded.ts';
import { eventually } from './support/hub.ts';
import { testMasterKey } from './support/keyring.ts';

const isthmus = fileURLToPath(new URL('../src/cli/isthmus.ts', import.meta.url));
let hub: Guarded;

beforeAll(async () => {
  hub = await serveGuarded({ revocationPollMs: 60_000 });
});
afterAll(async () => hub.close());

interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs a command beside the hub, with the same database, master key and data directory. */
function run(words: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<Ended> {
  writeFileSync(join(hub.dataDir, 'isthmus.yaml'), 'sources: []\n');
  const child = spawn(process.execPath, [isthmus, ...words], {
    cwd: hub.dataDir,
    env: {
      PATH: process.env['PATH'],
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
      DATABASE_URL: hub.databaseUrl,
      NATS_URL: inject('natsUrl'),
      ISTHMUS_DATA_DIR: hub.dataDir,
      ISTHMUS_MASTER_KEY: testMasterKey,
      ...more,
    },
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output, errors })));
}

const viewer = '{ viewer { name roles } }';
const status = async (token: string): Promise<number> => (await hub.ask(viewer, token)).status;

/** How many clients follow a stream of the hub. */
async function following(): Promise<number> {
  const text = await (await fetch(`${hub.nodes[0]!.url}/metrics`)).text();
  return Number(/^isthmus_stream_clients(?:{.*})? (\d+)/m.exec(text)?.[1]);
}

describe('isthmus token', () => {
  it('prints a token that the hub beside it takes, for whom and for as long as it is told', async () => {
    const words =
      'token --role STEWARD --person kim@example.com --name Kim --legal-entity DE01 US01 --for 2h';
    const { code, output, errors } = await run(words.split(' '));
    expect([code, errors]).toEqual([0, expect.stringContaining('For development only')]);
    const claims = JSON.parse(Buffer.from(output.split('.')[1]!, 'base64url').toString()) as {
      exp: number;
      iat: number;
    };
    expect(claims).toMatchObject({ tenant: 'main', legal_entities: ['DE01', 'US01'], regions: ['*'] });
    expect(claims.exp - claims.iat).toBeGreaterThanOrEqual(7199);
    expect(claims.exp - claims.iat).toBeLessThanOrEqual(7201);
    const { body } = await hub.ask(viewer, output.trim());
    expect(body.data).toEqual({ viewer: { name: 'Kim', roles: ['STEWARD'] } });
  });

  it('is refused in production, for another tenant, for a role that nobody has, and for a time that is none', async () => {
    const production = await run(['token', '--role', 'ADMIN'], { ISTHMUS_PRODUCTION: 'true' });
    expect([production.code, production.output]).toEqual([1, '']);
    expect(production.errors).toContain('A hub in production accepts no development tokens.');
    for (const words of [
      '--role ADMIN --tenant other',
      '--role SERVICE',
      '--role ADMIN --for soon',
      '--role ADMIN --for 0h',
    ]) {
      const { code, output } = await run(['token', ...words.split(' ')]);
      expect([words, code, output]).toEqual([words, 1, '']);
    }
  });
});

describe('isthmus service-account', () => {
  let token = '';

  it('makes an account with a token that the hub takes, for its scopes alone', async () => {
    const words =
      'service-account create billing-export --owner ada@example.com --scope events:read --expires 1d --legal-entity DE01 --region *';
    const { code, output, errors } = await run(words.split(' '));
    expect([code, errors]).toEqual([0, expect.stringContaining('It is shown once')]);
    token = output.trim();
    const { body } = await hub.ask(viewer, token);
    expect(body.data).toEqual({ viewer: { name: null, roles: ['SERVICE'] } });
    const answer = await hub.ask('{ customers { totalCount } }', token);
    expect(answer.body.errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
  });

  it('makes no account that could do something nobody has heard of', async () => {
    for (const scope of ['everything:write', 'none', 'any', '']) {
      const words = `service-account create other --owner ada@example.com --legal-entity * --region * --scope`;
      const { code, errors } = await run([...words.split(' '), scope]);
      expect([scope, code]).toEqual([scope, 1]);
      expect(errors).toMatch(
        new RegExp(`^There is no scope ${scope}; there are [a-z]+:[a-z]+(, [a-z]+:[a-z]+)+\\.\n$`),
      );
    }
  });

  it('makes no account whose rows nobody has said', async () => {
    const words = 'service-account create other --owner ada@example.com --scope events:read';
    for (const more of ['', ' --legal-entity *', ' --region *']) {
      const { code, output, errors } = await run(`${words}${more}`.split(' '));
      expect([more, code, output]).toEqual([more, 1, '']);
      expect(errors).toContain(`--legal-entity CODE... and --region REGION..., each '*' for all`);
    }
    const list = await run(['service-account', 'list']);
    expect(list.output).toMatch(/^billing-export .*\(legal entities DE01; regions all\)\n$/);
  });

  it('prints further tokens with at most what the account has', async () => {
    const more = await run('service-account token billing-export --scope events:read'.split(' '));
    expect(await status(more.output.trim())).toBe(200);
    const beyond = await run('service-account token billing-export --scope ledger:read'.split(' '));
    expect([beyond.code, beyond.output]).toEqual([1, '']);
    expect((await run(['service-account', 'token', 'nobody'])).code).toBe(1);
  });

  it('lists accounts without their tokens, and ends one for good on a running hub', async () => {
    const list = await run(['service-account', 'list']);
    expect(list.output).toMatch(/^billing-export +in use +ada@example.com +events:read /);
    expect(list.output).not.toContain('eyJ');
    expect((await run(['service-account', 'disable', 'billing-export'])).code).toBe(0);
    await eventually('the hub refuses it', async () => (await status(token)) === 401);
    expect((await run(['service-account', 'list'])).output).toMatch(/^billing-export +disabled /);
    expect((await run(['service-account', 'token', 'billing-export'])).code).toBe(1);
  });
});

describe('isthmus revoke', () => {
  it('ends what a running hub lets in, by token, account or person', async () => {
    const token = await hub.issuer.token({ person: 'bob@example.com' });
    expect(await status(token)).toBe(200);
    const { code, output } = await run('revoke --person BOB@example.com --reason left'.split(' '));
    expect([code, output]).toEqual([0, 'Refused from now on: person bob@example.com.\n']);
    await eventually('the hub refuses it', async () => (await status(token)) === 401);
    const { rows } = await hub.database.query<{ person: string }>(
      `select person from audit_entry where action = 'access.revoked'`,
    );
    expect(rows).toEqual([{ person: expect.stringMatching(/^cli:./) }]);
  });

  it('takes one thing at a time', async () => {
    expect((await run(['revoke'])).code).toBe(1);
    expect((await run('revoke --person a --token b'.split(' '))).code).toBe(1);
  });
});

describe('isthmus tail', () => {
  it('is let in by its token, given or in the environment, and says what is wrong with a bad one', async () => {
    const words = ['tail', '--url', hub.nodes[0]!.wsUrl];
    const none = await run(words);
    expect([none.code, none.errors]).toEqual([1, expect.stringContaining('--token or ISTHMUS_TOKEN')]);
    const bad = await run([...words, '--token', 'nonsense']);
    expect(bad.code).toBe(1);
    const given = await hub.issuer.token({ jti: 'given' });
    const found = await hub.issuer.token({ jti: 'found' });
    const tails = [run([...words, '--token', given]), run(words, { ISTHMUS_TOKEN: found })];
    await eventually('both follow', async () => (await following()) === 2);
    for (const token of ['given', 'found']) expect((await run(['revoke', '--token', token])).code).toBe(0);
    for (const { code, errors } of await Promise.all(tails))
      expect([code, errors]).toEqual([1, 'Access was revoked.\n']);
  });
});

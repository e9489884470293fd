import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * What each part of src may import: other parts (the contract of a part may be imported as a type alone: `type:`), and packages.
 * Every part may import itself, `canonical` and Node's own modules; only what is listed otherwise.
 */
const plan: Readonly<
  Record<string, { readonly parts: readonly string[]; readonly packages: readonly string[] }>
> = {
  canonical: { parts: [], packages: ['zod', 'big.js'] },
  settings: { parts: ['auth', 'secrets', 'type:sources/source'], packages: ['zod', 'croner'] },
  config: { parts: ['settings', 'secrets', 'type:sources/source'], packages: ['zod', 'yaml', 'talisman'] },
  telemetry: {
    parts: [],
    packages: (
      'pino @opentelemetry/api @opentelemetry/core @opentelemetry/resources @opentelemetry/context-async-hooks ' +
      '@opentelemetry/sdk-trace @opentelemetry/sdk-metrics @opentelemetry/exporter-prometheus ' +
      '@opentelemetry/exporter-trace-otlp-http @opentelemetry/exporter-metrics-otlp-http'
    ).split(' '),
  },
  waker: { parts: [], packages: [] },
  ends: { parts: [], packages: [] },
  secrets: { parts: [], packages: ['zod'] },
  auth: { parts: [], packages: ['zod', 'jose'] },
  store: { parts: ['secrets', 'telemetry'], packages: ['pg', 'kysely', 'big.js', 'lru-cache'] },
  'sources/source': { parts: [], packages: ['zod'] },
  'sources/http': {
    parts: ['type:sources/source', 'telemetry'],
    packages: ['zod', 'undici', 'cockatiel', 'big.js', 'jose'],
  },
  'sources/vendor': {
    parts: ['type:sources/source', 'sources/http'],
    packages: ['zod', 'big.js', 'jose', '@grpc/grpc-js', '@grpc/proto-loader', 'avsc'],
  },
  'sources/index': { parts: ['type:sources/source', 'sources/vendor'], packages: [] },
  identity: { parts: ['store'], packages: ['talisman', 'tldts'] },
  sync: {
    parts: ['waker', 'telemetry', 'store', 'identity', 'type:sources/source'],
    packages: ['zod', 'croner'],
  },
  workflows: {
    parts: [
      'telemetry',
      'store',
      'identity',
      'events',
      'sync',
      'auth',
      'type:sources/source',
      'type:settings',
    ],
    packages: ['lru-cache', 'zod', 'big.js', '@dbos-inc/dbos-sdk'],
  },
  context: {
    parts: ['auth', 'type:store', 'type:events', 'type:sync', 'type:workflows', 'type:sources/source'],
    packages: [],
  },
  generated: {
    parts: ['type:context', 'type:resolvers'],
    packages: ['type:graphql', 'fastify', 'mercurius', 'mercurius-codegen'],
  },
  resolvers: {
    parts: ['context', 'auth', 'type:generated', 'type:workflows'],
    packages: ['graphql', 'dataloader', 'zod', 'big.js', 'type:@graphql-tools/utils'],
  },
  subscriptions: { parts: ['context', 'auth', 'type:generated', 'type:workflows'], packages: ['graphql'] },
  http: {
    parts: ['context', 'resolvers', 'subscriptions', 'auth', 'telemetry'],
    packages: (
      'fastify @as-integrations/fastify @apollo/server graphql graphql-jit graphql-ws ws lru-cache jose ' +
      '@graphql-tools/load-files @graphql-tools/schema type:pino type:dataloader type:@opentelemetry/api'
    ).split(' '),
  },
  'events/address': { parts: [], packages: [] },
  audit: { parts: ['store', 'events', 'type:secrets'], packages: ['zod'] },
  events: { parts: ['waker', 'telemetry', 'store', 'events/address'], packages: ['nats'] },
  provision: { parts: ['events/address'], packages: ['pg'] },
};

/** Floors on which the parts meet: these may import every part, and packages. */
const composition: readonly string[] = [
  'within',
  'credentials',
  'allowances',
  'copy',
  'standing',
  'intake',
  'tenant',
  'meters',
  'app',
  'main',
  'cli',
];

interface Import {
  readonly from: string;
  /** The file that is imported, or the specifier of a package. */
  readonly to: string;
  readonly typeOnly: boolean;
}

function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const statement = /^(?:import|export)\s+(type\s)?(?:[^;'"]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;
  const dynamic = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;
  return [
    ...[...text.matchAll(statement)].map(([, type, to]) => ({ to: to!, typeOnly: type !== undefined })),
    ...[...text.matchAll(dynamic)].map(([, to]) => ({ to: to!, typeOnly: false })),
  ].map(({ to, typeOnly }) => ({
    from: file,
    to: to.startsWith('.') ? join(dirname(file), to) : to,
    typeOnly,
  }));
}

/** The contract of the sources: how they are read, what they can be asked to do, and how that is repeated. */
const contract = [
  'source.ts',
  'allowance.ts',
  'operation.ts',
  'roles.ts',
  'billing.ts',
  'ledger.ts',
  'support.ts',
  'crm.ts',
];

function partOf(file: string): string {
  if (file === 'src/events/address.ts') return 'events/address';
  const [first = '', second = '', third] = relative('src', file).split('/');
  if (first !== 'sources') return first.replace(/\.ts$/, '');
  if (contract.includes(second)) return 'sources/source';
  if (third === undefined) return `sources/${second.replace(/\.ts$/, '')}`;
  return second === 'http' ? 'sources/http' : 'sources/vendor';
}

const vendorFolder = (file: string): string => dirname(relative('src/sources', file)).split('/')[0] ?? '';
const packageOf = (specifier: string): string =>
  specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');

function isAllowed({ from, to, typeOnly }: Import): boolean {
  const part = partOf(from);
  if (/^(sandbox|console|test|bench)\//.test(to)) return false;
  if (composition.includes(part)) return !to.startsWith('src/provision/') || ['main', 'cli'].includes(part);
  const rule = plan[part];
  if (rule === undefined) return false;
  const listed = (list: readonly string[], name: string): boolean =>
    list.includes(name) || (typeOnly && list.includes(`type:${name}`));
  if (to.startsWith('node:')) return true;
  if (!to.startsWith('src/')) return listed(rule.packages, packageOf(to));
  const target = partOf(to);
  if (target === 'canonical') return true;
  if (part === 'sources/vendor' && target === part) return vendorFolder(from) === vendorFolder(to);
  return target === part || listed(rule.parts, target);
}

/** Groups of files that import each other's values in a circle. */
function cycles(imports: readonly Import[]): string[][] {
  const next = Map.groupBy(
    imports.filter(({ typeOnly }) => !typeOnly),
    ({ from }) => from,
  );
  const state = new Map<string, 'open' | 'done'>();
  const found: string[][] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (state.get(file) === 'open') found.push([...path.slice(path.indexOf(file)), file]);
    if (state.has(file)) return;
    state.set(file, 'open');
    for (const { to } of next.get(file) ?? []) visit(to, [...path, file]);
    state.set(file, 'done');
  };
  for (const file of next.keys()) visit(file, []);
  return found;
}

const src = filesIn('src').flatMap(importsOf);
const outside = ['sandbox', 'console', 'bench', 'test'].flatMap((folder) =>
  filesIn(folder).flatMap(importsOf),
);

describe('the floor plan', () => {
  it('has a place for every part of src', () => {
    const parts = new Set(filesIn('src').map(partOf));
    expect([...parts].filter((part) => !(part in plan) && !composition.includes(part))).toEqual([]);
    expect(src.length).toBeGreaterThan(100);
  });

  it('lets every part import only what stands below it', () => {
    const wrong = src.filter((one) => !isAllowed(one)).map(({ from, to }) => `${from} imports ${to}`);
    expect(wrong).toEqual([]);
  });

  it('keeps the sandbox and the console apart: they stand for the outside world and know nothing of src', () => {
    const wrong = outside.filter(
      ({ from, to }) => /^(sandbox|console)\//.test(from) && /^(src|test|bench)\//.test(to),
    );
    expect(wrong.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  it('has no circle of imports', () => {
    expect(cycles([...src, ...outside])).toEqual([]);
  });

  it('notices a step upward, a neighbouring vendor, a driver in the wrong place and a circle', () => {
    const steps: [string, string][] = [
      ['src/store/entity.ts', 'src/sync/ingest.ts'],
      ['src/sources/zuora/map.ts', 'src/sources/netsuite/map.ts'],
      ['src/resolvers/customer.ts', 'pg'],
      ['src/resolvers/customer.ts', 'src/store/reader.ts'],
      ['src/canonical/money.ts', 'sandbox/world/cents.ts'],
      ['src/provision/nats.ts', 'src/config.ts'],
    ];
    for (const [from, to] of steps)
      expect([to, isAllowed({ from, to, typeOnly: false })]).toEqual([to, false]);
    expect(isAllowed({ from: 'src/context.ts', to: 'src/store/read.ts', typeOnly: true })).toBe(true);
    expect(isAllowed({ from: 'src/context.ts', to: 'src/store/read.ts', typeOnly: false })).toBe(false);
    const circle = [
      { from: 'a', to: 'b', typeOnly: false },
      { from: 'b', to: 'a', typeOnly: false },
    ];
    expect(cycles(circle)).toEqual([['a', 'b', 'a']]);
    expect(cycles([circle[0]!, { ...circle[1]!, typeOnly: true }])).toEqual([]);
  });
});

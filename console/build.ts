import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';

const project = join(import.meta.dirname, '..');
const output = join(project, 'dist/graphiql');
const stamp = join(project, 'dist/graphiql.stamp');
const operations = join(project, 'dist/operations.json');
const inputs = ['console/build.ts', 'console/graphiql/*', 'examples/*.graphql', 'package-lock.json'];

/** What the pages are built from, as one hash: equal hashes give equal pages. */
function inputHash(): string {
  const hash = createHash('sha256');
  for (const file of globSync(inputs, { cwd: project }).toSorted())
    hash.update(`${file}\n`).update(readFileSync(join(project, file)));
  return hash.digest('hex');
}

/** True when the pages are there and nothing they are built from has changed since. */
export function isFresh(): boolean {
  return (
    existsSync(join(output, 'index.html')) &&
    existsSync(operations) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === inputHash()
  );
}

/** The documents that the pages send, by their hash: a hub that executes registered operations only knows them from here. */
function writeOperations(): void {
  const documents = globSync('examples/*.graphql', { cwd: project })
    .toSorted()
    .map((file) => readFileSync(join(project, file), 'utf8'));
  const byId = documents.map((text) => [`sha256:${createHash('sha256').update(text).digest('hex')}`, text]);
  writeFileSync(operations, `${JSON.stringify(Object.fromEntries(byId), null, 2)}\n`);
}

/**
 * Builds the API explorer into dist/graphiql: one page, its scripts and fonts, nothing that is loaded from elsewhere; and registers its
 * operations in dist/operations.json.
 */
export async function buildConsole(): Promise<void> {
  const hash = inputHash();
  await build({
    configFile: false,
    logLevel: 'error',
    root: join(project, 'console/graphiql'),
    base: '/graphiql/',
    build: { outDir: output, emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 8_000 },
    worker: { format: 'es' },
  });
  writeOperations();
  writeFileSync(stamp, hash);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  if (!process.argv.includes('--if-stale') || !isFresh()) await buildConsole();

import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';

const project = join(import.meta.dirname, '..');
const output = join(project, 'dist/console');
const stamp = join(project, 'dist/console.stamp');
const operations = join(project, 'dist/operations.json');
const inputs = ['console/**/*', 'examples/*.graphql', 'package-lock.json'];

/** What the page is built from, as one hash: equal hashes give equal pages. */
function inputHash(): string {
  const hash = createHash('sha256');
  const files = globSync(inputs, { cwd: project, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const file of files.map(({ parentPath, name }) => join(parentPath, name)).toSorted())
    hash.update(`${file.slice(project.length)}\n`).update(readFileSync(file));
  return hash.digest('hex');
}

/** True when the page is there and nothing it is built from has changed since. */
export function isFresh(): boolean {
  return (
    existsSync(join(output, 'index.html')) &&
    existsSync(operations) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === inputHash()
  );
}

/** The documents that the page and its examples send, by their hash: a hub that executes registered operations only knows them from here. */
function writeOperations(): void {
  const examples = globSync('examples/*.graphql', { cwd: project })
    .toSorted()
    .map((file) => readFileSync(join(project, file), 'utf8'));
  const byId = examples.map((text) => [`sha256:${createHash('sha256').update(text).digest('hex')}`, text]);
  const own = JSON.parse(readFileSync(join(project, 'console/generated/operations.json'), 'utf8')) as object;
  writeFileSync(operations, `${JSON.stringify({ ...Object.fromEntries(byId), ...own }, null, 2)}\n`);
}

/**
 * Builds the console into dist/console: one page, its scripts, styles and fonts, nothing that is loaded from elsewhere; and registers its
 * operations in dist/operations.json.
 */
export async function buildConsole(): Promise<void> {
  const hash = inputHash();
  // Also where tests start it, under an environment of their own: libraries leave their checks for developers out.
  process.env['NODE_ENV'] = 'production';
  await build({
    configFile: false,
    logLevel: 'error',
    root: join(project, 'console'),
    base: '/',
    build: { outDir: output, emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 8_000 },
    worker: { format: 'es' },
  });
  writeOperations();
  writeFileSync(stamp, hash);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  if (!process.argv.includes('--if-stale') || !isFresh()) await buildConsole();

import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

/** What the page may load and call. Its libraries make style elements while they run, hence unsafe-inline for styles alone. */
const policyOf = (callable: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "worker-src 'self'",
    `connect-src ${["'self'", ...callable].join(' ')}`,
    "img-src 'self' data:",
    "font-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** An address of a screen: no file, nothing encoded. Whatever else was asked for is not there. */
const isScreen = (path: string): boolean => /^\/[\w/-]*$/.test(path);

/**
 * Serves the console from the folder into which it was built: exactly the files that are in it when the server starts, and its page for the
 * address of any screen, where a browser asks. Without the folder `/` answers 404 and says how to build it. `callable` are origins besides
 * the hub's own that the page may call.
 */
export function serveConsole(
  fastify: FastifyInstance,
  folder: string,
  callable: readonly string[] = [],
): void {
  const files = listFiles(folder);
  const headers = { 'content-security-policy': policyOf(callable) };

  async function send(reply: FastifyReply, name: string): Promise<FastifyReply> {
    const path = files.get(name);
    // A file may have gone since: the console was built anew beside a hub that runs.
    const content = path === undefined ? null : await readFile(path).catch(() => null);
    if (content === null) return reply.code(404).type('text/plain').send('no such file');
    // Built names carry a hash of the content; the page names them, and is asked for anew each time.
    const cached = name === 'index.html' ? {} : { 'cache-control': 'public, max-age=31536000, immutable' };
    return reply
      .headers({ ...headers, ...cached })
      .type(types[extname(name)] ?? 'application/octet-stream')
      .send(content);
  }

  fastify.get('/', async (_request, reply) =>
    files.has('index.html')
      ? send(reply, 'index.html')
      : reply.code(404).type('text/plain').send('not built yet: node console/build.ts'),
  );
  fastify.get<{ Params: { '*': string } }>('/assets/*', (request, reply) =>
    send(reply, `assets/${request.params['*']}`),
  );
  fastify.get('/*', (request, reply) => {
    const [path = ''] = request.url.split('?');
    const wantsPage = request.headers.accept?.includes('text/html') ?? false;
    return send(reply, wantsPage && isScreen(path) ? 'index.html' : path.slice(1));
  });
}

function listFiles(folder: string): Map<string, string> {
  try {
    const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    return new Map(
      found.map((entry) => {
        const path = join(entry.parentPath, entry.name);
        return [relative(folder, path).split(sep).join('/'), path];
      }),
    );
  } catch {
    return new Map();
  }
}

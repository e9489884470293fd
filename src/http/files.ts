import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import type { FastifyInstance } from 'fastify';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

// The editor makes its style elements while it runs, hence unsafe-inline for styles alone.
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "worker-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const headers = { 'content-security-policy': policy };

/**
 * Serves a folder of built pages under `prefix`: exactly the files that are in it when the server starts, `index.html` for the
 * prefix itself. Without the folder the prefix answers 404 and says how to build it.
 */
export function serveFiles(fastify: FastifyInstance, prefix: string, folder: string): void {
  const files = listFiles(folder);
  const serve = async (name: string): Promise<{ body: Buffer; type: string } | null> => {
    const path = files.get(name);
    if (path === undefined) return null;
    return { body: await readFile(path), type: types[extname(name)] ?? 'application/octet-stream' };
  };
  fastify.get(prefix, async (_request, reply) => {
    const page = await serve('index.html');
    if (!page) return reply.code(404).type('text/plain').send('not built yet: node console/build.ts');
    return reply.headers(headers).type(page.type).send(page.body);
  });
  fastify.get<{ Params: { '*': string } }>(`${prefix}/*`, async (request, reply) => {
    const file = await serve(request.params['*']);
    if (!file) return reply.code(404).type('text/plain').send('no such file');
    // Built names carry a hash of the content.
    return reply
      .headers({ ...headers, 'cache-control': 'public, max-age=31536000, immutable' })
      .type(file.type)
      .send(file.body);
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

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';

/**
 * The floor: a bare Node HTTP server that answers given bytes.
 * `node bytes.ts --file Q1=answer.json --file Q2=... [--port N]`; a request to `/Q1`, its body read and forgotten, is answered with that file.
 */
const { values } = parseArgs({
  options: { file: { type: 'string', multiple: true, default: [] }, port: { type: 'string', default: '0' } },
});
const answers = new Map(
  values.file.map((pair) => {
    const equals = pair.indexOf('=');
    return [`/${pair.slice(0, equals)}`, readFileSync(pair.slice(equals + 1))];
  }),
);

const server = createServer((request, response) => {
  const body = answers.get(request.url ?? '');
  request.resume().on('end', () => {
    response.writeHead(body ? 200 : 404, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': body?.length ?? 0,
    });
    response.end(body);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(Number(values.port), '127.0.0.1', () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.stdout.write(`${JSON.stringify({ url, pid: process.pid })}\n`);
});
process.on('SIGTERM', () => process.exit(0));

import { connect, type Socket } from 'node:net';

export interface LoadResult {
  readonly requests: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Bytes of the bodies, on average. */
  readonly bytes: number;
}

const headEnd = Buffer.from('\r\n\r\n');

/**
 * Keeps `connections` keep-alive connections busy for `seconds`, each sending the next request as soon as the last was answered.
 * `bodies` are taken in turn; with `seconds` 0 each is sent once. Written on plain sockets so that the load costs far less than what it measures.
 * Throws when an answer is not 200 or holds "errors".
 */
export async function load(
  url: string,
  bodies: readonly string[],
  seconds: number,
  headers: Readonly<Record<string, string>> = {},
  connections = 32,
): Promise<LoadResult> {
  const { hostname, port, pathname } = new URL(url);
  const more = Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
  const requests = bodies.map((body) =>
    Buffer.from(
      `POST ${pathname} HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncontent-type: application/json\r\naccept: application/json\r\n${more}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    ),
  );
  const latencies: number[] = [];
  let bytes = 0;
  let turn = 0;
  const started = performance.now();
  const until = started + seconds * 1000;

  const drive = (socket: Socket): Promise<void> =>
    new Promise((resolve, reject) => {
      let sentAt = 0;
      let parts: Buffer[] = [];
      let have = 0;
      let need = -1;
      const send = (): void => {
        sentAt = performance.now();
        socket.write(requests[turn++ % requests.length]!);
      };
      socket.on('data', (chunk) => {
        parts.push(chunk);
        have += chunk.length;
        if (need < 0) {
          const whole = parts.length === 1 ? chunk : Buffer.concat(parts);
          const end = whole.indexOf(headEnd);
          if (end < 0) return;
          const head = whole.toString('latin1', 0, end);
          if (!head.startsWith('HTTP/1.1 200'))
            return reject(new Error(`unexpected answer: ${whole.toString().slice(0, 500)}`));
          need = end + 4 + Number(/content-length: (\d+)/i.exec(head)?.[1]);
          if (Number.isNaN(need)) return reject(new Error(`an answer without a length: ${head}`));
        }
        if (have < need) return;
        latencies.push(performance.now() - sentAt);
        bytes += need;
        if (latencies.length % 1000 === 1) {
          const body = Buffer.concat(parts).toString();
          if (body.includes('"errors":['))
            return reject(new Error(`an answer with errors: ${body.slice(0, 1000)}`));
        }
        parts = [];
        have = 0;
        need = -1;
        if (seconds === 0 ? turn < requests.length : performance.now() < until) send();
        else socket.end(resolve);
      });
      socket.on('error', reject);
      send();
    });

  await Promise.all(
    Array.from(
      { length: connections },
      () =>
        new Promise<void>((resolve, reject) => {
          const socket = connect({ host: hostname, port: Number(port), noDelay: true }, () => {
            drive(socket).then(resolve, reject);
          });
          socket.once('error', reject);
        }),
    ),
  );
  const took = (performance.now() - started) / 1000;
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return {
    requests: latencies.length,
    seconds: took,
    perSecond: latencies.length / took,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    bytes: Math.round(bytes / Math.max(1, latencies.length)),
  };
}

import { once } from 'node:events';
import { connect } from 'node:net';

/** One keep-alive connection of HTTP/1.1. */
export interface Wire {
  /** Sends a whole request, one at a time; resolves with the status of the answer when all of it is there. */
  exchange(request: Buffer): Promise<number>;
  close(): void;
}

const headEnd = Buffer.from('\r\n\r\n');

/** Connects. Written on a plain socket so that sending costs far less than what it measures. */
export async function openWire(url: string): Promise<Wire> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  await once(socket, 'connect');
  let answered: ((status: number) => void) | undefined;
  let failed: ((error: Error) => void) | undefined;
  let parts: Buffer[] = [];
  socket.on('data', (chunk) => {
    parts.push(chunk);
    const whole = parts.length === 1 ? chunk : Buffer.concat(parts);
    const end = whole.indexOf(headEnd);
    if (end < 0) return;
    const head = whole.toString('latin1', 0, end);
    // 204 has no body and says no length.
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (whole.length < end + headEnd.length + length) return;
    parts = [];
    answered?.(Number(head.slice('HTTP/1.1 '.length, 'HTTP/1.1 '.length + 3)));
  });
  socket.on('error', (error) => failed?.(error));
  socket.on('close', () => failed?.(new Error('the server closed the connection')));
  return {
    exchange: (request) =>
      new Promise((resolve, reject) => {
        answered = resolve;
        failed = reject;
        socket.write(request);
      }),
    close: () => void socket.destroy(),
  };
}

import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a server that a test can cut, as an outage would. */
export interface Switch {
  /** The address of the server, through the switch. */
  readonly url: string;
  /** Breaks every connection and takes no more until `on`. */
  off(): Promise<void>;
  /** Leaves every connection open and lets nothing through until `on`. */
  hang(): void;
  on(): Promise<void>;
  close(): Promise<void>;
}

/** Puts a switch before the server of a URL. */
export async function createSwitch(target: string): Promise<Switch> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let hung = false;
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from);
      from.on('error', () => {});
      from.on('data', (bytes) => hung || to.write(bytes));
      from.on('close', () => {
        open.delete(from);
        to.destroy();
      });
    }
  });
  const listen = (at: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(at, '127.0.0.1', resolve);
    });
  const off = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of open) socket.destroy();
    await closed;
  };
  await listen(0);
  const own = (server.address() as AddressInfo).port;
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String(own);
  return {
    url: url.href,
    off,
    hang: () => void (hung = true),
    async on() {
      // What was swallowed is lost, so connections from before are of no use.
      if (hung) for (const socket of open) socket.destroy();
      hung = false;
      if (!server.listening) await listen(own);
    },
    close: off,
  };
}

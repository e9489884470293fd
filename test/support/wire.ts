import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A way to a server that can be cut or held, as networks and dying servers do. */
export interface Wire {
  /** The server's URL with the wire's own address. */
  readonly url: string;
  /** Ends every connection and refuses new ones. */
  cut(): Promise<void>;
  /** Lets nothing through, and says so to nobody. */
  hold(): void;
  /** Lets everything through again. */
  mend(): Promise<void>;
  close(): Promise<void>;
}

/** Lays a wire to the server of a URL. */
export async function layWire(url: string): Promise<Wire> {
  const target = new URL(url);
  const pairs = new Set<{ readonly near: Socket; readonly far: Socket }>();
  let held = false;
  let server: Server;
  let port = 0;
  const open = async (): Promise<void> => {
    server = createServer((near) => {
      const far = connect(Number(target.port), target.hostname);
      const pair = { near, far };
      pairs.add(pair);
      near.on('error', () => {}).pipe(far);
      far.on('error', () => {}).pipe(near);
      near.on('close', () => {
        far.destroy();
        pairs.delete(pair);
      });
      if (held) near.pause();
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    ({ port } = server.address() as AddressInfo);
  };
  await open();
  const near = new URL(target);
  near.hostname = '127.0.0.1';
  near.port = String(port);
  const cut = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const pair of pairs) pair.near.destroy();
    await closed;
  };
  return {
    url: near.href,
    cut,
    hold() {
      held = true;
      for (const { near: socket } of pairs) socket.unpipe().pause();
    },
    async mend() {
      held = false;
      for (const pair of pairs) pair.near.pipe(pair.far);
      if (!server.listening) await open();
    },
    close: () => (server.listening ? cut() : Promise.resolve()),
  };
}

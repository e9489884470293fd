import { connect, type Socket } from 'node:net';
import { connect as secure } from 'node:tls';
import { natsAddress } from '../events/address.ts';

/** What a NATS server says of itself in its INFO line (NATS client protocol). */
export interface NatsInfo {
  readonly version: string;
  readonly jetstream: boolean;
  readonly authRequired: boolean;
}

/**
 * Connects, logs in and waits for the answer to a PING: proves that the server is there and accepts the credentials in the URL.
 * Throws the server's own words, or a timeout after `withinMs`. Of several servers in the URL the first is asked.
 */
export function probeNats(url: string, withinMs = 5000): Promise<NatsInfo> {
  const { servers, tls, ...login } = natsAddress(url);
  const target = new URL(`nats://${servers[0]}`);
  const host = target.hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve, reject) => {
    let info: NatsInfo | null = null;
    let text = '';
    let socket: Socket = connect({ host, port: Number(target.port || 4222) });
    const finish = (settle: () => void): void => {
      clearTimeout(timer);
      socket.destroy();
      settle();
    };
    const timer = setTimeout(
      () => finish(() => reject(new Error(`no answer from ${target.host} within ${withinMs} ms`))),
      withinMs,
    );
    const fail = (error: Error): void => finish(() => reject(error));
    const hello = (): void => {
      const { user, pass, token } = login;
      const options = {
        verbose: false,
        pedantic: false,
        lang: 'node',
        version: '1',
        user,
        pass,
        auth_token: token,
      };
      socket.write(`CONNECT ${JSON.stringify(options)}\r\nPING\r\n`);
    };
    const read = (chunk: Buffer): void => {
      text += chunk.toString('utf8');
      for (let end = text.indexOf('\r\n'); end >= 0; end = text.indexOf('\r\n')) {
        const line = text.slice(0, end);
        text = text.slice(end + 2);
        if (line.startsWith('INFO ') && info === null) {
          const said = JSON.parse(line.slice(5)) as Record<string, unknown>;
          info = {
            version: String(said['version']),
            jetstream: said['jetstream'] === true,
            authRequired: said['auth_required'] === true,
          };
          if (tls === undefined && said['tls_required'] !== true) hello();
          else {
            socket.removeAllListeners();
            socket = secure({ socket, servername: host }, hello);
            listen();
          }
        } else if (line.startsWith('-ERR')) fail(new Error(`${target.host} answered ${line.slice(5)}`));
        else if (line === 'PONG' && info !== null) {
          const answer = info;
          finish(() => resolve(answer));
        }
      }
    };
    const listen = (): void => {
      socket.on('data', read);
      socket.on('error', fail);
      socket.on('close', () => fail(new Error(`${target.host} closed the connection`)));
    };
    listen();
  });
}

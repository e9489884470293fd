import { resolve } from 'node:path';
import { findInstalledNats } from '../provision/nats-binary.ts';
import { probeNats } from '../provision/nats-probe.ts';
import { findBroker } from '../provision/nats.ts';
import { failed, ill, placeOf, well, type Check } from './check.ts';

const rebuilt = 'the database keeps every event, and the broker’s copy is rebuilt from it';

async function inspect(url: string, own: boolean): Promise<Check[]> {
  const { version, jetstream } = await probeNats(url);
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const server =
    major > 2 || (major === 2 && minor >= 9)
      ? well('broker', `NATS ${version} at ${placeOf(url)}`)
      : ill('broker', `NATS ${version} is too old`, 'Use nats-server 2.9 or later.');
  const streams = jetstream
    ? well('broker streams', 'JetStream is on')
    : ill(
        'broker streams',
        'JetStream is off',
        'Start nats-server with -js, or add jetstream {} to its configuration.',
      );
  const canSync = major > 2 || minor >= 10;
  const detail = !canSync
    ? `${version} cannot sync each message (2.10 can); ${rebuilt}`
    : own
      ? 'sync_interval: always'
      : `set sync_interval: always on the server; ${rebuilt}`;
  return [server, streams, well('broker durability', detail)];
}

/** The broker that is named, or the one of our own: reachable, recent enough, with JetStream; or that one could be started here. */
export async function brokerChecks(dataDir: string, url: string | null): Promise<Check[]> {
  try {
    if (url !== null) return await inspect(url, false);
    const own = await findBroker(dataDir);
    if (own !== null) return await inspect(own.url, true);
    return [
      await findInstalledNats(resolve(dataDir, 'nats', 'bin')).then(
        ({ version }) =>
          well('broker', `nats-server ${version.join('.')} of our own, not running; it starts with the hub`),
        () => well('broker', 'no nats-server is here yet; the first start fetches one'),
      ),
    ];
  } catch (error) {
    return [failed('broker', error, 'Check NATS_URL, and that the server runs and accepts its credentials.')];
  }
}

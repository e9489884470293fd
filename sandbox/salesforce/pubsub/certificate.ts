import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sim } from '../../kit/types.ts';

/** A private key and its certificate, both PEM. */
export interface Identity {
  readonly key: string;
  readonly certificate: string;
}

const lifeMs = 10 * 365 * 24 * 3_600_000;

/** The simulator's own certificate for 127.0.0.1 and localhost, made at the first start and kept in the data directory. */
export async function identityOf(sim: Sim): Promise<Identity> {
  const files = {
    key: join(sim.dataDir, 'pubsub-key.pem'),
    certificate: join(sim.dataDir, 'pubsub-certificate.pem'),
  };
  if (existsSync(files.key) && existsSync(files.certificate)) {
    return { key: readFileSync(files.key, 'utf8'), certificate: readFileSync(files.certificate, 'utf8') };
  }
  const { generate } = await import('selfsigned');
  const made = await generate([{ name: 'commonName', value: 'Salesforce simulator' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notAfterDate: new Date(Date.now() + lifeMs),
    extensions: [
      { name: 'basicConstraints', cA: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 7, ip: '127.0.0.1' },
          { type: 2, value: 'localhost' },
        ],
      },
    ],
  });
  writeFileSync(files.certificate, made.cert);
  writeFileSync(files.key, made.private, { mode: 0o600 });
  return { key: made.private, certificate: made.cert };
}

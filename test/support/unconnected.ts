import { generateKeyPairSync } from 'node:crypto';
import type { SandboxSimulator } from './sandbox.ts';

const pem = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();

const credentials: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  salesforce: { clientId: 'id', clientSecret: 'secret' },
  zuora: { clientId: 'id', clientSecret: 'secret' },
  zendesk: { email: 'hub@example.com', apiToken: 'secret' },
  netsuite: { accountId: '1234567', clientId: 'id', certificateId: 'c', privateKey: pem },
};

/** What a connector of a vendor is made with when nobody is to answer it. */
export function unconnected(
  name: string,
): Pick<SandboxSimulator, 'instance' | 'vendor' | 'url' | 'credentials'> {
  const vendor = name as SandboxSimulator['vendor'];
  return { instance: vendor, vendor, url: 'http://127.0.0.1:9', credentials: credentials[vendor]! };
}

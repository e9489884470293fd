import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generateKeyPairSync } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { isSalesforceOrigin } from '../src/sources/salesforce/policy.ts';
import { vendors } from '../src/sources/index.ts';
import type { Source } from '../src/sources/source.ts';
import { configFor, problemOf } from './support/contract.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** A server of this test, with what it was asked. */
async function listen(answer: RequestListener): Promise<{ url: string; seen: IncomingMessage[] }> {
  const seen: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    seen.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

/** Somebody who must never hear of the hub. */
const stranger = () => listen((_request, response) => void response.end('{}'));

const pem = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();
const credentials: Readonly<Record<string, Record<string, string>>> = {
  salesforce: { clientId: 'id', clientSecret: 'canary-secret' },
  zuora: { clientId: 'id', clientSecret: 'canary-secret' },
  zendesk: { email: 'hub@example.com', apiToken: 'canary-secret' },
  netsuite: { accountId: '1234567', clientId: 'id', certificateId: 'c', privateKey: pem },
};

/** A connector of a vendor at an address. */
function connect(vendor: string, url: string) {
  const module = vendors.find((each) => each.vendor === vendor)!;
  const simulator = { instance: vendor, vendor, url, credentials: credentials[vendor]! };
  const config = configFor(module, simulator as never, { deadlineMs: 5000 });
  const source: Source = module.create(config);
  ends.push(() => source.close());
  return { source, config };
}

const names = vendors.map(({ vendor }) => vendor);
const isLogin = ({ url = '' }: IncomingMessage): boolean => /oauth|token/.test(url);

describe.each(names)('%s', (vendor) => {
  it('that redirects a login is not followed', async () => {
    const other = await stranger();
    const { url } = await listen((_request, response) => {
      response.writeHead(307, { location: `${other.url}/steal` }).end();
    });
    const { source, config } = connect(vendor, url);
    const { code } = await problemOf(source.probe(), config);
    expect(['SOURCE_REJECTED', 'SOURCE_DRIFTED']).toContain(code);
    expect(other.seen).toEqual([]);
  });

  it('that redirects a call is not followed', async () => {
    const other = await stranger();
    const { url, seen } = await listen((request, response) => {
      if (isLogin(request))
        return void response.end(
          JSON.stringify({ access_token: 'canary-token', expires_in: 3600, instance_url: other.url }),
        );
      response.writeHead(302, { location: `${other.url}/steal` }).end();
    });
    const { source, config } = connect(vendor, url);
    const problem = await problemOf(source.probe(), config);
    expect([problem.code, problem.message]).toEqual([
      'SOURCE_DRIFTED',
      expect.stringContaining('a redirect (HTTP 302), which is not followed'),
    ]);
    expect(seen.length).toBeGreaterThan(0);
    expect(other.seen).toEqual([]);
  });

  it('that repeats what it was sent in an error has it taken out', async () => {
    const { url } = await listen((request, response) => {
      if (isLogin(request))
        return void response.end(
          JSON.stringify({ access_token: 'canary-token', expires_in: 3600, instance_url: url }),
        );
      const message = `refused: ${request.headers.authorization} ${credentials[vendor]!['clientSecret'] ?? ''}`;
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(
        vendor === 'salesforce'
          ? JSON.stringify([{ errorCode: 'MALFORMED_QUERY', message }])
          : JSON.stringify({
              success: false,
              reasons: [{ code: 50_000_040, message }],
              title: message,
              error: { title: message, message },
              'o:errorDetails': [{ detail: message, 'o:errorCode': 'USER_ERROR' }],
            }),
      );
    });
    const { source, config } = connect(vendor, url);
    const { message } = await problemOf(source.probe(), config);
    expect(message).toContain('[secret]');
    expect(message).not.toMatch(/canary|aHViQGV4YW1wbGU/);
  });
});

describe('an address that Salesforce gives', () => {
  const pages = (next: string) =>
    listen((request, response) => {
      response.end(
        JSON.stringify(
          isLogin(request)
            ? { access_token: 'canary-token', instance_url: 'https://acme.example' }
            : { totalSize: 2, done: false, nextRecordsUrl: next, records: [] },
        ),
      );
    });

  it.each([
    'https://evil.example/services/data/v68.0/query/01g-2000',
    '//evil.example/services/data/v68.0/query/01g-2000',
    '/services/data/../../apex/steal',
    '/services/data/v68.0/query/01g-2000?x=1',
    '/services/data/v68.0/query/01g-2000\r\nx-evil: 1',
    '/services/data/v68.0/sobjects/Account/001',
  ])('for the next page is refused unless it is a page of a query: %j', async (next) => {
    const { url, seen } = await pages(next);
    const { source, config } = connect('salesforce', url);
    const { code, detail } = await problemOf(source.scan('Customer', null), config);
    expect([code, detail.path]).toEqual(['SOURCE_DRIFTED', expect.stringContaining('nextRecordsUrl')]);
    expect(seen.filter((request) => !isLogin(request))).toHaveLength(1);
  });

  it('for further calls is used only where it is one of Salesforce’s own, by TLS on the usual port', () => {
    expect(isSalesforceOrigin('https://acme.my.salesforce.com')).toBe(true);
    for (const other of [
      'http://acme.my.salesforce.com',
      'https://acme.my.salesforce.com:8443',
      'https://evil.force.com',
      'https://acme.my.salesforce.com.evil.example',
      'https://127.0.0.1',
      'https://[::1]',
      'https://169.254.169.254',
    ])
      expect([other, isSalesforceOrigin(other)]).toEqual([other, false]);
  });
});

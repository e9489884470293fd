import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTab } from '../support/tab.ts';

// What belongs to the one who is signed in ends with the session, in the tab in which somebody else signs in next.

const tab = openTab();
// The console reads its tab when it is loaded.
const session = await import('../../console/client/session.ts');
const { createClient } = await import('../../console/client/client.ts');
const { troublesOf } = await import('../../console/client/trouble.ts');
const { keepGrant, ownGrant } = await import('../../console/client/grant.ts');

const question = parse('{ permissions }');
const asked: string[] = [];
const hub = createServer((request, response) => {
  asked.push(request.headers.authorization ?? 'nobody');
  response.setHeader('content-type', 'application/json').end('{"data":{"permissions":[]}}');
});
let url = '';
const own = globalThis.fetch;

beforeAll(async () => {
  await new Promise<void>((ready) => hub.listen(0, '127.0.0.1', ready));
  url = `http://127.0.0.1:${(hub.address() as AddressInfo).port}`;
  // A page asks its own host.
  globalThis.fetch = (input, init) => own(new URL(String(input), url), init);
});

afterAll(() => {
  globalThis.fetch = own;
  hub.close();
});

const ask = async (client: ReturnType<typeof createClient>) => {
  const { error } = await client.query(question, {}, { requestPolicy: 'network-only' }).toPromise();
  return troublesOf(error).map(({ code }) => code);
};

describe('a token in the address', () => {
  it('is taken out of it, and the address stays of this host', () => {
    const shown = session.takeTokenFrom('https://hub.example//evil.example/?a=b#token=given');
    expect([session.currentSession().token, shown]).toEqual(['given', '/evil.example/?a=b']);
    expect(session.takeTokenFrom('https://hub.example/runs#row')).toBeNull();
  });
});

describe('what asks the hub for one person', () => {
  it('asks in the name of that person alone, also once somebody else is signed in', async () => {
    session.signIn('first');
    const first = createClient();
    expect(await ask(first)).toEqual([]);
    session.signOut('left');
    expect(await ask(first)).toEqual(['SIGNED_OUT']);
    session.signIn('second');
    expect(await ask(first)).toEqual(['SIGNED_OUT']);
    expect([session.currentSession().token, await ask(createClient())]).toEqual(['second', []]);
    expect(asked).toEqual(['Bearer first', 'Bearer second']);
  });

  it('goes on with a renewed token', async () => {
    session.signIn('old');
    const client = createClient();
    session.signIn('new');
    expect([await ask(client), asked.at(-1)]).toEqual([[], 'Bearer new']);
  });
});

describe('what the identity provider gave', () => {
  const grant = { token: 'a', refreshToken: 'r', idToken: null, endsAt: null };

  it('is of whoever is signed in by it', () => {
    session.signIn('a');
    keepGrant(grant);
    expect(ownGrant()).toEqual(grant);
    session.signIn('b');
    expect(ownGrant()).toBeNull();
  });

  it.each(['{', '7', '{}', '{"token":7}'])(
    'is nothing where something else stands in its place: %s',
    (stored) => {
      tab.sessionStorage.setItem('isthmus.grant', stored);
      expect(ownGrant()).toBeNull();
    },
  );
});

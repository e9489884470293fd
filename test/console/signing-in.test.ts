import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expectAccessible } from '../support/axe.ts';
import { type ConsolePage, type ConsoleStage, openConsole } from '../support/console.ts';
import { startIssuer, type TestIssuer } from '../support/issuer.ts';
import { type Login, openLogin } from '../support/login.ts';

let issuer: TestIssuer;
let login: Login;
let stage: ConsoleStage;
let opened: ConsolePage;

beforeAll(async () => {
  issuer = await startIssuer();
  stage = await openConsole({
    customers: 10,
    more: {
      access: { required: true, issuers: [{ issuer: issuer.url }], clockToleranceSeconds: 0 },
      console: { clientId: 'isthmus-console', parameters: { audience: 'isthmus' } },
    },
  });
});
beforeEach(() => {
  login = openLogin(issuer, 'isthmus-console');
});
afterEach(() => opened.page.context().close());
afterAll(async () => {
  await stage.close();
  await issuer.close();
});

const withProvider = /^Sign in with /;

/** The sign-in page at an address. */
async function knock(path: string): Promise<ConsolePage['page']> {
  opened = await stage.page(null, path, { friends: [issuer.url] });
  return opened.page;
}

/** Waits until somebody is signed in. */
async function inside({ page }: ConsolePage): Promise<void> {
  await page.getByRole('button', { name: 'Account' }).waitFor();
}

async function enter(path: string): Promise<ConsolePage['page']> {
  const page = await knock(path);
  await page.getByRole('button', { name: withProvider }).click();
  await inside(opened);
  return page;
}

const addressOf = (page: ConsolePage['page']): string => page.url().slice(stage.url.length);

describe('signing in to the console', () => {
  it('asks who is there, with nothing that keeps anybody out', async () => {
    const page = await knock('/exceptions');
    await page.getByRole('button', { name: withProvider }).waitFor();
    await expectAccessible(page);
    opened.expectClean();
  });

  it('by a token leads to where one wanted to go', async () => {
    opened = await stage.page('CONTROLLER', '/exceptions?status=OPEN');
    await inside(opened);
    expect(addressOf(opened.page)).toBe('/exceptions?status=OPEN');
    opened.expectClean();
  });

  it('goes by the identity provider, and leads to where one wanted to go', async () => {
    const page = await enter('/exceptions?status=OPEN&mine=1');
    expect(addressOf(page)).toBe('/exceptions?status=OPEN&mine=1');
    const [asked] = login.asked;
    expect(Object.fromEntries(asked!)).toMatchObject({
      response_type: 'code',
      client_id: 'isthmus-console',
      redirect_uri: `${stage.url}/signed-in`,
      scope: 'openid profile',
      audience: 'isthmus',
      code_challenge_method: 'S256',
    });
    expect(login.grants).toEqual(['authorization_code']);
    expect(await page.evaluate('JSON.stringify(localStorage) + document.cookie')).not.toContain('eyJ');
    opened.expectClean();
  });

  it('survives that the page is loaded again', async () => {
    const page = await enter('/exceptions');
    await page.reload();
    await inside(opened);
    expect(login.asked).toHaveLength(1);
  });
});

describe('a session', () => {
  it('is renewed before its token ends, and the page goes on as it was', async () => {
    login.lifeSeconds = 3;
    const page = await enter('/exceptions?status=OPEN');
    await page.evaluate('window.marked = true');
    await expect.poll(() => login.grants.length, { timeout: 60_000 }).toBeGreaterThan(2);
    expect(login.grants.slice(0, 3)).toEqual(['authorization_code', 'refresh_token', 'refresh_token']);
    // The hub ends streams with the token that opened them: they go on with the new one.
    await page.locator('[data-live=live]').waitFor();
    expect([addressOf(page), login.asked.length]).toEqual(['/exceptions?status=OPEN', 1]);
    expect(await page.evaluate('window.marked')).toBe(true);
  });

  it('that ended while the page was away goes on when it is back', async () => {
    login.lifeSeconds = 2;
    // The page may leave while it is given another one.
    login.rotates = false;
    const page = await enter('/exceptions');
    await page.goto(`${issuer.url}/keys`);
    await expect.poll(() => Date.now(), { timeout: 60_000 }).toBeGreaterThan(login.endsAt);
    login.lifeSeconds = 3600;
    await page.goto(`${stage.url}/exceptions?status=OPEN`);
    await inside(opened);
    expect([addressOf(page), login.asked.length]).toEqual(['/exceptions?status=OPEN', 1]);
  });

  it('that nobody renews is asked for anew, and the address is not lost', async () => {
    login.lifeSeconds = 2;
    login.refreshes = false;
    const page = await knock('/exceptions?status=OPEN');
    await page.getByRole('button', { name: withProvider }).click();
    await page.getByText('Your session has expired').waitFor();
    expect(addressOf(page)).toBe('/exceptions?status=OPEN');
    login.lifeSeconds = 3600;
    await page.getByRole('button', { name: withProvider }).click();
    await inside(opened);
    expect(addressOf(page)).toBe('/exceptions?status=OPEN');
    expect(login.asked).toHaveLength(2);
  });

  it('that the provider has ended is not renewed', async () => {
    login.lifeSeconds = 2;
    login.honours = false;
    const page = await knock('/exceptions');
    await page.getByRole('button', { name: withProvider }).click();
    await page.getByText('Your session has expired').waitFor();
    expect(login.grants).toEqual(['authorization_code', 'refresh_token']);
  });

  it('is left here and at the provider', async () => {
    const page = await enter('/exceptions');
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.waitForURL(`${stage.url}/`);
    await page.getByRole('button', { name: withProvider }).waitFor();
    expect(Object.fromEntries(login.left[0]!)).toMatchObject({
      client_id: 'isthmus-console',
      post_logout_redirect_uri: `${stage.url}/`,
    });
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
  });
});

describe('an answer of the identity provider', () => {
  it('that this tab did not ask for is refused unread', async () => {
    const page = await knock('/signed-in?code=stolen&state=not-ours');
    await page.getByText('belongs to no sign-in of this tab').waitFor();
    expect(addressOf(page)).toBe('/');
    expect(login.grants).toEqual([]);
  });

  it('that refuses the person is told, and the address is not lost', async () => {
    login.refusal = 'access_denied';
    const page = await knock('/exceptions?status=OPEN');
    await page.getByRole('button', { name: withProvider }).click();
    await page.getByText('did not let you in').waitFor();
    expect(addressOf(page)).toBe('/exceptions?status=OPEN');
    expect(login.grants).toEqual([]);
  });

  it('that was made for another request lets nobody in', async () => {
    login.idClaims = { nonce: 'of another request' };
    const page = await knock('/exceptions');
    await page.getByRole('button', { name: withProvider }).click();
    await page.getByText('proves nothing').waitFor();
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
  });

  it('that does not come is told', async () => {
    issuer.fault = { status: 503 };
    const page = await knock('/exceptions');
    await page.getByRole('button', { name: withProvider }).click();
    await page.getByRole('alert').waitFor();
    issuer.fault = null;
    await page.getByRole('button', { name: withProvider }).click();
    await inside(opened);
  });
});

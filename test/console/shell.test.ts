import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../support/axe.ts';
import { type ConsoleStage, openConsole } from '../support/console.ts';

let stage: ConsoleStage;
beforeAll(async () => {
  stage = await openConsole({ customers: 12 });
});
afterAll(() => stage.close());

const heading = 'h1';

describe('the frame of the console', () => {
  it.each([
    ['CONTROLLER', 'Control tower'],
    ['FINANCE_OPS', 'Exceptions'],
    ['FINANCE_APPROVER', 'Approvals'],
    ['SUPPORT', 'Customers'],
    ['INTEGRATION', 'Sources'],
    ['AUDITOR', 'Audit'],
  ] as const)('leads a %s to the start page of the role: %s', async (role, title) => {
    const { page, expectClean } = await stage.page(role);
    expect(await page.locator(heading).innerText()).toBe(title);
    expect(await page.title()).toBe(`${title} · Isthmus`);
    expectClean();
    await page.context().close();
  });

  it('offers each role the screens that it may see, and no other', async () => {
    const shown = async (role: 'SUPPORT' | 'AUDITOR'): Promise<readonly string[]> => {
      const { page } = await stage.page(role);
      const names = await page.getByRole('navigation').getByRole('link').allInnerTexts();
      await page.context().close();
      return names;
    };
    const support = await shown('SUPPORT');
    const auditor = await shown('AUDITOR');
    expect(support).toEqual(expect.arrayContaining(['Customers', 'Exceptions']));
    expect(support).not.toContain('Audit');
    expect(auditor).toContain('Audit');
  });

  it('is gone about by keyboard: to a screen by letters, to a customer by name, and the keys are listed', async () => {
    const { page, expectClean } = await stage.page('CONTROLLER');
    await page.keyboard.press('g');
    await page.keyboard.press('s');
    await page.getByRole('heading', { level: 1, name: 'Sources' }).waitFor();
    const { customers } = await stage.ask<{ customers: { edges: { node: { id: string; name: string } }[] } }>(
      'CONTROLLER',
      '{ customers(first: 1) { edges { node { id name } } } }',
    );
    const { id, name } = customers.edges[0]!.node;
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder(/A name, number, id or domain/).fill(name);
    await page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
    await page.waitForURL(`**/customers/${id}**`);
    await page.keyboard.press('Shift+?');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    expectClean();
    await page.context().close();
  });

  it('jumps straight to what has an id of the hub', async () => {
    const { customers } = await stage.ask<{
      customers: { edges: { node: { subscriptions: { edges: { node: { id: string } }[] } } }[] };
    }>(
      'CONTROLLER',
      '{ customers(first: 1, filter: { subscriptionStatus: [ACTIVE] }) { edges { node { subscriptions(first: 1) { edges { node { id } } } } } } }',
    );
    const { id } = customers.edges[0]!.node.subscriptions.edges[0]!.node;
    const { page } = await stage.page('CONTROLLER');
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder(/A name, number, id or domain/).fill(id);
    await page.getByRole('button', { name: /Subscription/ }).click();
    await page.waitForURL(`**/records/${id}**`);
    await page.context().close();
  });

  it('remembers colours and clock for the browser, and signs out without losing the place', async () => {
    const { page, expectClean } = await stage.page('CONTROLLER', '/sources?source=src_zendesk');
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByText('Dark', { exact: true }).click();
    await page.getByText('UTC', { exact: true }).click();
    await page.reload();
    expect(await page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');
    expect(await page.evaluate("localStorage.getItem('isthmus.clock')")).toBe('utc');
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
    expect(new URL(page.url()).search).toBe('?source=src_zendesk');
    expect(await page.evaluate("JSON.stringify(Object.values(sessionStorage)).includes('eyJ')")).toBe(false);
    expectClean();
    await page.context().close();
  });

  it('says so where an address leads nowhere, and leads back', async () => {
    const { page } = await stage.page('CONTROLLER', '/nothing/here');
    expect(await page.locator(heading).innerText()).toBe('There is no such page');
    await page.getByRole('link', { name: 'Go to the start page' }).click();
    await page.getByRole('heading', { level: 1, name: 'Control tower' }).waitFor();
    await page.context().close();
  });

  it('keeps its token out of the address, and sends no query text', async () => {
    const { page } = await stage.page(null);
    const bodies: string[] = [];
    page.on('request', (request) => bodies.push(request.postData() ?? ''));
    await page.goto(`/customers#token=${await stage.token('CONTROLLER')}`);
    await page.getByRole('heading', { level: 1, name: 'Customers' }).waitFor();
    expect(page.url()).not.toContain('token');
    const asked = bodies.filter((body) => body.includes('documentId'));
    expect(asked.length).toBeGreaterThan(0);
    expect(bodies.filter((body) => body.includes('"query":'))).toEqual([]);
    await page.context().close();
  });
});

describe('the API explorer', () => {
  it('asks with the rights of whoever is signed in, has the examples as tabs and the colours of the page', async () => {
    const { page, expectClean } = await stage.page('CONTROLLER', '/graphiql');
    await page.getByRole('tab', { name: 'Customer360' }).waitFor();
    await page.getByRole('tab', { name: 'Sources' }).waitFor();
    await page.getByRole('button', { name: /Execute query/ }).click();
    await expect.poll(() => page.locator('.graphiql-response').innerText()).toContain('"legalName"');
    // What the editor brings is its library's; the page around it is ours.
    await expectAccessible(page, '.graphiql-container');
    expectClean();
    await page.context().close();
  });
});

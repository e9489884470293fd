import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../support/axe.ts';
import { type ConsolePage, type ConsoleStage, openConsole } from '../support/console.ts';

// A bound that only a standstill reaches.
const patient = { timeout: 60_000 };
let stage: ConsoleStage;
let opened: ConsolePage;
beforeAll(async () => {
  stage = await openConsole({ customers: 12, sources: { netsuite: { options: { breakerOpenMs: 500 } } } });
});
afterEach(() => opened.page.context().close());
afterAll(() => stage.close());

type Role = Parameters<ConsoleStage['page']>[0];
async function come(role: Role, path: string): Promise<ConsolePage['page']> {
  opened = await stage.page(role, path);
  return opened.page;
}

const overview = 'Sources and how they are';
const down = { match: {}, act: { act: 'status', status: 503 } };

describe('the sources screen', () => {
  it('shows how each source is, and one in full: its feeds, its allowances, whose books it keeps', async () => {
    const page = await come('INTEGRATION', '/sources');
    const rows = page.getByRole('table', { name: overview }).getByRole('row');
    await expect.poll(() => rows.count(), patient).toBe(5);
    await page.getByRole('link', { name: 'NetSuite', exact: true }).first().click();
    await page.waitForURL('**/sources?source=src_netsuite');
    await page.getByRole('heading', { level: 2, name: 'NetSuite', exact: true }).waitFor();
    const { sources } = await stage.ask<{
      sources: { name: string; legalEntities: { name: string }[]; feeds: { name: string }[] }[];
    }>('INTEGRATION', '{ sources { name legalEntities { name } feeds { name } } }');
    const netsuite = sources.find(({ name }) => name === 'netsuite')!;
    await page.getByText(netsuite.legalEntities.map(({ name }) => name).join(', ')).waitFor();
    const feeds = page.getByRole('table', { name: 'Feeds of NetSuite' }).getByRole('rowheader');
    await expect
      .poll(async () => (await feeds.allInnerTexts()).toSorted(), patient)
      .toEqual(netsuite.feeds.map(({ name }) => name).toSorted());
    await page.getByRole('region', { name: 'Allowances' }).getByText('Calls at once, money').waitFor();
    await page.getByRole('link', { name: 'Events about it' }).click();
    await page.waitForURL('**/events?subject=src_netsuite');
    await page.goBack();
    await page.getByRole('link', { name: 'Events that NetSuite told of' }).click();
    await page.waitForURL('**/events?source=src_netsuite');
    await expect.poll(() => page.getByRole('combobox', { name: 'Told by' }).inputValue()).toBe('NetSuite');
    opened.expectClean();
  });

  it('can be used by everybody, in light and dark', async () => {
    const page = await come('INTEGRATION', '/sources?source=src_zuora');
    await page.getByRole('table', { name: 'Feeds of Zuora' }).waitFor();
    await expectAccessible(page);
    opened.expectClean();
  });

  it('lists a record that gets out of step, and lets it go when it is in step again', async () => {
    const page = await come('STEWARD', '/sources?source=src_netsuite');
    const netsuite = stage.land.simulator('netsuite');
    await page.getByRole('heading', { name: 'Records out of step with NetSuite' }).waitFor();
    const row = page.getByRole('row', { name: /industry differs|name differs/ });
    await expect.poll(() => page.locator('[data-live=live]').count(), patient).toBe(1);
    const before = await row.count();
    const customers = await netsuite.rows('customer');
    const { customers: shown } = await stage.ask<{
      customers: {
        edges: {
          node: {
            name: string;
            externalRefs: { externalId: string; instance: { name: string } }[];
            syncStatus: { status: string }[];
          };
        }[];
      };
    }>(
      'CONTROLLER',
      '{ customers { edges { node { name externalRefs { externalId instance { name } } syncStatus { status } } } } }',
    );
    const whole = shown.edges.find(
      ({ node }) =>
        node.externalRefs.some(({ instance }) => instance.name === 'netsuite') &&
        node.syncStatus.every(({ status }) => status === 'IN_SYNC'),
    )!.node;
    const { externalId } = whole.externalRefs.find(({ instance }) => instance.name === 'netsuite')!;
    const { companyname } = customers.find(({ id }) => String(id) === externalId)!;
    await netsuite.edit({
      object: 'customer',
      id: externalId,
      set: { companyname: 'Quite Another Company' },
    });
    await page.getByRole('row', { name: whole.name }).getByText('Drifted').waitFor();
    await netsuite.edit({ object: 'customer', id: externalId, set: { companyname } });
    await expect.poll(() => row.count(), patient).toBe(before);
    opened.expectClean();
  });

  it('says of a source that does not answer what it costs its feeds, and when it is well again', async () => {
    const page = await come('INTEGRATION', '/sources?source=src_netsuite');
    const feeds = page.getByRole('table', { name: 'Feeds of NetSuite' });
    const line = page.getByRole('table', { name: overview }).getByRole('row', { name: /^NetSuite/ });
    await line.getByText('Up', { exact: true }).waitFor();
    await stage.land.simulator('netsuite').fault(down);
    try {
      await line.getByText('Down', { exact: true }).waitFor();
      await feeds
        .getByText(/does not answer|SOURCE_UNAVAILABLE|503/)
        .first()
        .waitFor();
    } finally {
      await stage.land.simulator('netsuite').calm();
    }
    await line.getByText('Up', { exact: true }).waitFor();
    opened.expectClean();
  });

  it('shows whoever may not see why a feed fails everything else', async () => {
    const page = await come('SUPPORT', '/sources?source=src_zendesk');
    await page.getByRole('table', { name: 'Feeds of Zendesk' }).waitFor();
    expect(await page.getByRole('columnheader', { name: 'Cursor' }).count()).toBe(0);
    expect(await page.getByRole('link', { name: /^Events (about it|that|it told)/ }).count()).toBe(0);
    expect(await page.getByRole('note').count()).toBe(0);
    opened.expectClean();
  });

  it('says so when there is no such source', async () => {
    const page = await come('INTEGRATION', '/sources?source=src_nowhere');
    await page.getByText('There is no such source').waitFor();
    opened.expectClean();
  });
});

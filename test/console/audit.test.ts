import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { expectAccessible } from '../support/axe.ts';
import { type ConsolePage, type ConsoleStage, openConsole } from '../support/console.ts';

let stage: ConsoleStage;
let db: Database;
let opened: ConsolePage;

beforeAll(async () => {
  stage = await openConsole({ customers: 10 });
  db = openDatabase(stage.land.databaseUrl);
  // Somebody asks for something that is kept in the trail.
  await stage.ask(
    'INTEGRATION',
    'mutation { replayEvents(input: { idempotencyKey: "1", types: ["case.*"], mode: DRY_RUN }) { userErrors { message } } }',
  );
  await stage.ask(
    'ADMIN',
    'mutation { breakGlass(input: { idempotencyKey: "1", reason: "the ledger is on fire", minutes: 5 }) { userErrors { message } } }',
  );
});
afterEach(() => opened.page.context().close());
afterAll(async () => {
  await db.close();
  await stage.close();
});

describe('the audit trail', () => {
  it('says who did what, that its chain holds, and that reading it is recorded', async () => {
    opened = await stage.page('AUDITOR', '/audit');
    const { page } = opened;
    const list = page.getByRole('grid');
    await list.getByRole('gridcell', { name: 'Asked for a replay' }).waitFor();
    await page.getByText('Reading the audit trail is itself recorded in it.').waitFor();
    await page.getByText(/^The chain holds for the \d+ entries read here/).waitFor();
    await expectAccessible(page);

    await page.getByRole('textbox', { name: 'Who' }).fill('integration@example.com');
    await page.getByRole('textbox', { name: 'Who' }).press('Enter');
    await page.getByRole('combobox', { name: 'Actions' }).fill('replay.requested');
    await page.getByRole('combobox', { name: 'Actions' }).press('Enter');
    await page.getByText('1 of 1').waitFor();
    expect(new URL(page.url()).search).toBe('?actor=integration%40example.com&action=replay.requested');

    await list.getByRole('gridcell', { name: 'Asked for a replay' }).click();
    const entry = page.getByRole('dialog');
    await entry.getByRole('table', { name: 'Before and after' }).getByText('DRY_RUN').waitFor();
    await entry
      .getByRole('table', { name: 'Proof' })
      .getByText(/^[0-9a-f]{64}$/)
      .first()
      .waitFor();
    await expectAccessible(page);
    await entry.getByRole('button', { name: 'Close' }).click();

    await page.getByRole('tab', { name: 'Broken glass' }).click();
    await page.getByRole('cell', { name: 'the ledger is on fire' }).waitFor();
    await page.getByText('In force').waitFor();
    await expectAccessible(page);
    opened.expectClean();

    await page.goto('/audit?action=record.read&actor=auditor@example.com');
    await page.getByRole('grid').getByRole('gridcell', { name: 'auditor@example.com' }).first().waitFor();
  });

  it('shows an administrator what was done, without what was before and after', async () => {
    // Another one than who broke the glass, and so may read everything for a while.
    const claims = { person: 'other-admin@example.com' };
    opened = await stage.page('ADMIN', '/audit?action=access.granted', { claims });
    const { page } = opened;
    await page.getByRole('grid').getByRole('gridcell', { name: 'Broke the glass' }).click();
    await page.getByRole('dialog').getByText('Before and after are not shown to your role.').waitFor();
    opened.expectClean();
  });

  it('is refused in plain words to whoever may not read it, and nothing of it is asked for', async () => {
    opened = await stage.page('FINANCE_OPS', '/audit');
    const { page } = opened;
    await page.getByText('Not shown to your role').waitFor();
    await page.getByText('You are signed in as: Finance operations.').waitFor();
    expect(await page.getByRole('link', { name: 'Audit' }).count()).toBe(0);
    await expectAccessible(page);
    opened.expectClean();
  });

  it('says so where its chain does not hold', async () => {
    await db.query('alter table audit_entry disable trigger all');
    await db.query(`update audit_entry set person = 'nobody@example.com' where action = 'replay.requested'`);
    opened = await stage.page('AUDITOR', '/audit');
    const { page } = opened;
    await page.getByRole('alert').filter({ hasText: 'The chain does not hold' }).waitFor();
    await page.getByRole('grid').getByRole('gridcell', { name: 'nobody@example.com' }).waitFor();
    await expectAccessible(page);
    opened.expectClean();
  });
});

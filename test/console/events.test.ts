import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { expectAccessible } from '../support/axe.ts';
import { type ConsolePage, type ConsoleStage, openConsole } from '../support/console.ts';
import { appendEvents } from '../../src/store/event.ts';
import { anEvent, write } from '../support/events.ts';
import { eventually } from '../support/hub.ts';
import { createSwitch } from '../support/switch.ts';

let stage: ConsoleStage;
let db: Database;
let opened: ConsolePage;

beforeAll(async () => {
  stage = await openConsole({ customers: 12, more: { feeds: { ...impatient } } });
  db = openDatabase(stage.land.databaseUrl);
});
afterEach(() => opened.page.context().close());
afterAll(async () => {
  await db.close();
  await stage.close();
});

/** A record that cannot be taken in is a dead letter within moments; what a test changes is found by nobody before it says so. */
const impatient = { pollEveryMs: 3_600_000, maxAttempts: 2, retryAfterMs: 10 };

type Role = Parameters<ConsoleStage['page']>[0];

async function open(role: Role, path: string): Promise<Page> {
  opened = await stage.page(role, path);
  return opened.page;
}

interface Events {
  readonly events: {
    readonly edges: readonly { readonly node: { readonly id: string } }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}

/** The ids of all events of a type in the graph, newest first. */
async function idsInGraph(type: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let after: string | null = null, more = true; more;) {
    const query = `query($type: [String!], $after: Cursor) { events(type: $type, first: 100, after: $after) {
      edges { node { id } } pageInfo { hasNextPage endCursor } } }`;
    const { events }: Events = await stage.ask<Events>('INTEGRATION', query, { type: [type], after });
    ids.push(...events.edges.map(({ node }) => node.id));
    more = events.pageInfo.hasNextPage;
    after = events.pageInfo.endCursor;
  }
  return ids;
}

/** The ids of the newest events that a source told of, or all where that is null. */
async function idsTold(source: string | null): Promise<readonly string[]> {
  const query = 'query ($source: ID) { events(source: $source, first: 200) { edges { node { id } } } }';
  const { events } = await stage.ask<Events>('INTEGRATION', query, { source });
  return events.edges.map(({ node }) => node.id);
}

const grid = (page: Page) => page.getByRole('grid');

/** The ids of all rows of the list from top to bottom: it is scrolled through, because only what is in view is in the page. */
async function idsShown(page: Page): Promise<readonly string[]> {
  const ids = await page.evaluate<readonly string[]>(`(async () => {
    const grid = document.querySelector('[role="grid"]');
    const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const found = new Map();
    const look = () => {
      for (const row of grid.querySelectorAll('[data-index]')) found.set(Number(row.dataset.index), row.dataset.id);
    };
    for (grid.scrollTop = 0; ; grid.scrollTop += grid.clientHeight / 2) {
      await drawn();
      look();
      if (grid.scrollTop + grid.clientHeight >= grid.scrollHeight - 1) break;
    }
    grid.scrollTop = 0;
    await drawn();
    return [...found].sort(([one], [other]) => one - other).map(([, id]) => id);
  })()`);
  return ids;
}

/** A ticket of the help desk, counted from the last one. */
async function ticket(fromLast: number): Promise<string> {
  const answer = await fetch(`${stage.land.simulator('zendesk').url}/__sim/state?object=ticket&limit=20`);
  const { rows } = (await answer.json()) as { rows: readonly { id: number | string }[] };
  return String(rows.at(-fromLast)!.id);
}

/** Changes a ticket, and has the help desk tell of it. */
async function rename(id: string, subject: string): Promise<void> {
  await stage.land.change('zendesk', 'ticket', id, { subject });
  await db.query(
    `insert into inbox (id, instance, feed, delivery_id, kind, object, external_id, received_at, correlation_id, due_at)
     values ('inb_' || $1, 'zendesk', 'webhook', $1, 'SupportCase', 'ticket', $2, now(), 'cor_' || $1, now())`,
    [`${id}_${subject.replaceAll(' ', '_')}`, id],
  );
}

describe('the event log', () => {
  it('shows what happens as it happens, by the filter of its address', async () => {
    const page = await open('INTEGRATION', '/events?type=case.*');
    await page.getByText('No event fits').waitFor();
    await rename(await ticket(1), 'heard at once');
    await grid(page).getByRole('gridcell', { name: 'case.updated' }).first().waitFor();
    await expectAccessible(page);

    await page.getByRole('combobox', { name: 'Types' }).fill('invoice.*');
    await page.getByRole('combobox', { name: 'Types' }).press('Enter');
    await expect.poll(() => new URL(page.url()).searchParams.getAll('type')).toEqual(['case.*', 'invoice.*']);
    await page.getByRole('combobox', { name: 'Types' }).press('Escape');
    await page.getByRole('button', { name: 'Clear the filter' }).click();
    await expect.poll(() => new URL(page.url()).search).toBe('');
    opened.expectClean();
  });

  it('shows what one source told, in the list and as it comes, and nothing of the others', async () => {
    const page = await open('INTEGRATION', '/events?source=src_zendesk');
    const teller = page.getByRole('combobox', { name: 'Told by' });
    await expect.poll(() => teller.inputValue()).toBe('Zendesk');
    await page.locator('[data-live="live"]').waitFor();
    const before = await idsTold('src_zendesk');
    const others = [anEvent(), anEvent()].map((event) => ({ ...event, type: 'invoice.issued' }));
    await appendEvents(db, others);
    await rename(await ticket(4), 'told while one looks');
    await expect.poll(async () => (await idsTold('src_zendesk')).length).toBeGreaterThan(before.length);
    await expect.poll(async () => (await idsTold(null)).includes(others[1]!.id)).toBe(true);
    await grid(page).waitFor();
    await expect
      .poll(async () => (await idsShown(page)).join(' ') === (await idsTold('src_zendesk')).join(' '))
      .toBe(true);

    await teller.click();
    await page.getByRole('option', { name: 'The hub' }).click();
    await page.waitForURL('**/events?source=hub');
    await page.getByText('not narrowed by who told').waitFor({ state: 'attached' });
    await expectAccessible(page);
    opened.expectClean();
  });

  it('says what is wrong with a filter', async () => {
    const page = await open('INTEGRATION', '/events?type=nothing.like_it');
    await page.getByText('no event is of type nothing.like_it').first().waitFor();
    await page.getByRole('combobox', { name: 'Types' }).waitFor();
  });

  it('holds a burst of 500 events while it is paused, and then shows each of them once', async () => {
    const page = await open('INTEGRATION', '/events?type=customer.*');
    await page.getByText('No event fits').waitFor();
    await page.locator('[data-live="live"]').waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await write(db, 500);
    await page.getByRole('button', { name: 'Show 500 new' }).waitFor();
    expect(await grid(page).count()).toBe(0);

    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByText('500 of 500').waitFor();
    const shown = await idsShown(page);
    expect(new Set(shown).size).toBe(500);
    expect(shown).toEqual(await idsInGraph('customer.*'));

    await write(db, 100);
    await page.getByText('600 of 600').waitFor();
    expect(await idsShown(page)).toEqual(await idsInGraph('customer.*'));
    opened.expectClean();
  });

  it('goes on behind a lost connection with nothing missing and nothing twice', async () => {
    const way = await createSwitch(stage.url);
    const address = `${way.url}events?type=customer.*`;
    opened = await stage.page('INTEGRATION', address, { friends: [way.url] });
    const { page } = opened;
    await grid(page).waitFor();
    await page.locator('[data-live="live"]').waitFor();
    const before = await idsInGraph('customer.*');
    await way.off();
    await page.locator('[data-live="lost"]').waitFor();
    await write(db, 50);
    await way.on();
    await page.getByText('50 changes were caught up').waitFor();
    await write(db, 7);
    const total = before.length + 57;
    await page.getByText(`of ${total}`).waitFor();
    const shown = await idsShown(page);
    expect(shown.length).toBeGreaterThan(57);
    expect(shown).toEqual((await idsInGraph('customer.*')).slice(0, shown.length));
    await way.close();
  });

  it('keeps the newest 2,000 of what comes, says so, and reads the others from the log', async () => {
    const page = await open('INTEGRATION', '/events?type=customer.*');
    await grid(page).waitFor();
    await page.locator('[data-live="live"]').waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await write(db, 2_050);
    await page.getByRole('button', { name: 'Show 2,050 new' }).click();
    await page.getByText('The newest 2,000 events that came while this page was open are shown.').waitFor();
    await page.getByText('2000 of 2000').waitFor();
    await page.getByRole('button', { name: 'Read the list again' }).click();
    await page.getByText(`100 of ${(await idsInGraph('customer.*')).length}`).waitFor();
    opened.expectClean();
  });
});

describe('an event', () => {
  it('shows its envelope, what changed, what else came of its cause, and is kept as a test fixture', async () => {
    const before = await idsInGraph('case.*');
    await rename(await ticket(2), 'what it became');
    const id = await eventually('the change is in the log', async () => {
      const now = await idsInGraph('case.*');
      return now.length > before.length && now[0];
    });
    const page = await open('CONTROLLER', `/events/${id}`);
    await page.getByRole('heading', { name: 'case.updated', level: 1 }).waitFor();
    const changed = page.getByRole('table', { name: 'What changed' });
    await changed.getByRole('rowheader', { name: 'subject' }).waitFor();
    await page.getByRole('region', { name: 'What came of the same cause' }).waitFor();
    await expectAccessible(page);

    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download as test fixture' }).click();
    const file = await (await downloading).path();
    const envelope = JSON.parse(await readFile(file, 'utf8')) as { data: { record: object } };
    expect(envelope).toMatchObject({
      specversion: '1.0',
      id,
      type: 'case.updated',
      source: '/sources/zendesk',
      dataschema: 'urn:isthmus:event:case:1',
      change: 'UPDATED',
    });
    expect(envelope.data.record).toMatchObject({ kind: 'SupportCase' });
    opened.expectClean();
  });

  it('that is not there is said so', async () => {
    const page = await open('CONTROLLER', '/events/evt_01nobody');
    await page.getByText('There is no such event').waitFor();
  });
});

describe('a replay', () => {
  it('takes a dead letter in after all, and is followed until it ends', async () => {
    const id = await ticket(3);
    await stage.land
      .simulator('zendesk')
      .fault({ match: { objectType: 'ticket' }, act: 'patch', rename: { status: 'state' } });
    await rename(id, 'cannot be read');
    const page = await open('INTEGRATION', '/events?tab=letters');
    await grid(page).getByRole('gridcell', { name: id }).waitFor();
    await expectAccessible(page);
    await grid(page).getByRole('gridcell', { name: id }).click();
    await page.getByRole('dialog').getByText('Not yet').waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
    await stage.land.simulator('zendesk').calm();

    await page.getByRole('grid').getByRole('checkbox').last().check();
    await page.getByRole('button', { name: 'Replay 1 selected…' }).click();
    await page.getByRole('button', { name: 'Count what would change' }).click();
    // The regular reading may have come to it first.
    await page.getByText(/A replay now would change [01] of 1 matching record\./).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Start the replay' }).click();
    await page.getByRole('heading', { level: 1, name: /^Replay rpl_/ }).waitFor();
    await page.getByText('Completed').waitFor();
    await expect
      .poll(async () => (await page.getByRole('definition').allTextContents()).join())
      .toMatch(/^1,(1,0|0,1),0$/);
    await expectAccessible(page);

    await page.getByRole('link', { name: 'Events that it led to' }).click();
    await page.getByRole('tab', { name: 'Dead letters' }).click();
    await page.getByText('No dead letter waits').waitFor();
    await page.getByRole('tab', { name: 'Replays' }).click();
    await page.getByText(/(1 changed, 0|0 changed, 1) already so, 0 failed/).waitFor();
    opened.expectClean();
  });

  it('of many waits for somebody else, and leads to the approval', async () => {
    const page = await open('INTEGRATION', '/events?type=customer.*');
    await page.getByRole('button', { name: 'Replay…' }).click();
    await page.getByRole('button', { name: 'Start the replay' }).click();
    await page.getByText('Somebody else must approve it before it begins.').waitFor();
    const link = page.getByRole('link', { name: 'Open the approval' });
    expect(await link.getAttribute('href')).toMatch(/^\/approvals\/apr_/);
    opened.expectClean();
  });

  it('is not for whoever may only read, who is told why', async () => {
    const page = await open('CONTROLLER', '/events?type=customer.*');
    await page.getByRole('button', { name: /^Replay…/ }).hover();
    await page.getByRole('tooltip', { name: /Your role may not do this \(Controller\)/ }).waitFor();
    opened.expectClean();
  });
});

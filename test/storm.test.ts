import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Kind } from '../src/canonical/kind.ts';
import { createCopy } from '../src/copy.ts';
import type { Hint } from '../src/sources/source.ts';
import type { Database } from '../src/store/database.ts';
import { openRows } from '../src/store/sealed.ts';
import { inboxDepth } from './support/depth.ts';
import { createDrain } from '../src/sync/drain.ts';
import { accept } from '../src/sync/inbox.ts';
import { createTestDatabase } from './support/database.ts';
import { eventually, type Landscape, startLandscape, type VendorName } from './support/hub.ts';
import { testKeyring } from './support/keyring.ts';

let landscape: Landscape;
beforeAll(async () => {
  landscape = await startLandscape({ n: 25, seed: 11 });
});
afterAll(() => landscape.close());

/** Numbers from 0 to below 1, the same ones each time. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state / 2 ** 32;
  };
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  const all = [...list];
  for (let i = all.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [all[i], all[j]] = [all[j]!, all[i]!];
  }
  return all;
}

/** What may change, and how: kind, the vendor's row, the column that gets a new text. */
const changeable: Readonly<Record<string, readonly [VendorName, string, string]>> = {
  'zendesk SupportCase': ['zendesk', 'ticket', 'subject'],
  'zendesk Contact': ['zendesk', 'user', 'name'],
  'zuora Customer': ['zuora', 'Account', 'name'],
  'zuora CreditMemo': ['zuora', 'CreditMemo', 'reasonCode'],
};

interface Place {
  readonly instance: string;
  readonly kind: Kind;
  readonly object: string;
  readonly id: string;
}

type Fields = Readonly<Record<string, unknown>>;
/** What the copy says of everything, in words that do not depend on when it was minted. */
const state = async (db: Database) => {
  const { rows } = await db.query<{ fields: Fields; body: Fields; alive: boolean }>(
    `select f.instance, f.object, f.external_id, f.fields, f.links, f.deleted_at is null as alive, e.body, e.status, e.deleted_at is null as stands,
       (select min(c.instance || ':' || c.external_id) from facet c where c.entity_id = e.customer_id) as customer
     from facet f join entity e on e.id = f.entity_id order by 1, 2, 3`,
  );
  return openRows(db, await openRows(db, rows, 'fields'), 'body');
};

test('ten thousand messages, shuffled and three in ten of them doubled, end in the same state as those in order', async () => {
  const config = landscape.config();
  const extra = await createTestDatabase();
  const copies = [landscape.databaseUrl, extra.url].map((url) => createCopy(config, url, testKeyring));
  const [ordered, stormy] = copies.map((copy) => copy.database) as [Database, Database];
  await landscape.backfill();
  await landscape.backfill({ databaseUrl: extra.url });
  const { rows: places } = await ordered.query<Place>(
    `select instance, kind, object, external_id as id from facet where instance in ('zuora', 'zendesk') order by 1, 2, 3, 4`,
  );
  const changing = places.filter(({ instance, kind }) => `${instance} ${kind}` in changeable);
  const random = createRandom(7);
  const any = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  let count = 0;
  const hintOf = (
    { instance, kind, object, id }: Place,
    deleted = false,
  ): Hint & { readonly instance: string } => ({
    instance,
    kind,
    object,
    externalId: id,
    deliveryId: `delivery-${count++}`,
    deleted,
    own: false,
    changedAt: null,
  });
  const give = async (
    db: Database,
    hints: readonly (Hint & { readonly instance: string })[],
  ): Promise<void> => {
    for (const [instance, group] of Map.groupBy(hints, (hint) => hint.instance))
      await accept(db, { instance, feed: 'webhook', hints: group, receivedAt: new Date().toISOString() });
  };

  const patience = { maxAttempts: 5, retryAfterMs: 100 };
  // Two nodes drain the storm.
  const drains = [copies[0]!, copies[1]!, copies[1]!].map((copy) => createDrain({ ...copy, patience }));
  const late: (Hint & { readonly instance: string })[] = [];
  let sent = 0;
  try {
    for (let round = 0; round < 70; round++) {
      const hints: (Hint & { readonly instance: string })[] = [];
      for (let i = 0; i < 4; i++) {
        const place = any(changing);
        const [vendor, object, column] = changeable[`${place.instance} ${place.kind}`]!;
        await landscape.change(vendor, object, place.id, { [column]: `round ${round}.${i}` });
        hints.push(hintOf(place));
      }
      if (round % 20 === 0) {
        const place = any(changing.filter(({ kind }) => kind === 'SupportCase'));
        await landscape.remove('zendesk', 'ticket', place.id).catch(() => {});
        changing.splice(changing.indexOf(place), 1);
        hints.push(hintOf(place, true));
      }
      while (hints.length < 100) hints.push(hintOf(any(places)));
      await give(ordered, hints);
      late.push(...hints);
      // Some come at once, most much later, many twice.
      const now = shuffled(late, random).slice(0, Math.floor(late.length / 4));
      for (const hint of now) late.splice(late.indexOf(hint), 1);
      const doubled = now.filter(() => random() < 3 / 7);
      sent += now.length + doubled.length;
      await give(stormy, shuffled([...now, ...doubled], random));
    }
    const rest = shuffled([...late, ...late.filter(() => random() < 3 / 7)], random);
    sent += rest.length;
    for (let at = 0; at < rest.length; at += 250) await give(stormy, rest.slice(at, at + 250));
    expect(sent).toBeGreaterThan(9500);
    for (const database of [ordered, stormy])
      await eventually('the inbox is empty', async () => (await inboxDepth(database)).feeds.length === 0);
  } finally {
    await Promise.all(drains.map((drain) => drain.close()));
  }

  for (const database of [ordered, stormy]) {
    const { rows } = await database.query(
      `select count(*)::int as kept, count(*) filter (where state = 'DONE')::int as done from inbox`,
    );
    expect(rows).toEqual([{ kept: count, done: count }]);
    // Each version after the import is told once.
    const { rows: told } = await database.query(
      `select n.id from entity n join event e on e.subject_id = n.id and e.entity_version is not null
       group by n.id having count(*) <> max(n.version) - min(e.entity_version) + 1`,
    );
    expect(told).toEqual([]);
  }
  const [expected, found] = await Promise.all([state(ordered), state(stormy)]);
  expect(found.length).toBeGreaterThan(300);
  expect(found).toEqual(expected);
  expect(JSON.stringify(found)).toContain('round 69.');
  expect(found.some((row) => !row.alive)).toBe(true);
  for (const copy of copies) await copy.close();
  await extra.drop();
});

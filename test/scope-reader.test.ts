import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kinds } from '../src/canonical/kind.ts';
import type { Link } from '../src/canonical/record.ts';
import type { RowScope } from '../src/canonical/scope.ts';
import type { Reader } from '../src/store/read.ts';
import type { TestHub } from './support/graph.ts';
import { createTwoBooks, kept, posting } from './support/two-books.ts';

const europe: RowScope = { legalEntities: new Set(['EU01']), regions: null, unassigned: false };
const america: RowScope = { legalEntities: null, regions: new Set(['US']), unassigned: false };

let hub: TestHub;
/** Ids of everything that a reader can be asked for. */
let all: { records: string[]; customers: string[]; events: string[]; letters: string[]; pairs: string[] };
let links: Link[];
/** What a caller of Europe must never be shown, by id. */
let foreign: string[];
let id: Record<'group' | 'robotics' | 'prospect' | 'globex' | 'labs' | 'nord' | 'us' | 'eu', string>;

const column = async (sql: string): Promise<string[]> =>
  (await hub.copy.database.query<{ id: string }>(sql)).rows.map((row) => row.id);

beforeAll(async () => {
  hub = await createTwoBooks();
  const account = (externalId: string) => hub.idOf('salesforce', 'Account', externalId);
  const [group, robotics, prospect, globex, labs, nord] = await Promise.all(
    ['001', '002', '003', 'g1', 'g2', 'g3'].map(account),
  );
  const [us, eu] = await Promise.all(['1', '2'].map((each) => hub.idOf('netsuite', 'LegalEntity', each)));
  id = {
    group: group!,
    robotics: robotics!,
    prospect: prospect!,
    globex: globex!,
    labs: labs!,
    nord: nord!,
    us: us!,
    eu: eu!,
  };
  all = {
    records: await column('select id from entity order by id'),
    customers: await column(`select id from entity where kind = 'Customer' order by id`),
    events: [
      ...(await column('select id from event order by id')),
      ...(await column(`select 'evt_' || id as id from entity order by id`)),
      ...(await column(`select 'evt_' || id as id from dead_letter order by id`)),
    ],
    letters: await column('select id from dead_letter order by id'),
    pairs: await column('select id from match_candidate order by id'),
  };
  links = (
    await hub.copy.database.query<Link>(
      `select kind, 'ref:' || instance || ':' || object || ':' || external_id as key from facet order by 2`,
    )
  ).rows;
  const ours = [id.robotics, id.nord];
  foreign =
    await column(`select e.id from entity e where e.kind not in ('Product', 'Price', 'User', 'AccountingPeriod', 'LegalEntity')
    and case when e.kind = 'Customer' then e.id not in ('${ours.join(`','`)}')
      when e.kind = 'LedgerPosting' then e.links #>> '{legalEntity,key}' <> 'ref:netsuite:LegalEntity:2'
      else e.customer_id not in ('${ours.join(`','`)}') end`);
  foreign.push(id.us);
});
afterAll(() => hub.close());

/** Brings everything into memory, so that what is answered from there is judged too. */
async function warm(reader: Reader): Promise<void> {
  await reader.records(all.records);
  await reader.summaries(all.customers);
  for (const kind of kinds) await reader.lists(kind, all.customers);
  await reader.resolve(links);
}

const page = { first: 200 };
const anything = { types: null, subjectId: null, correlationId: null, source: null, from: null, to: null };
const paged = async ({ total, ...rest }: { ids: readonly string[]; total(): Promise<number> }) => ({
  ...rest,
  cursors: null,
  total: await total(),
});

/** One question for each thing that a reader answers, so wide that every record is an answer to it. */
const questions: Readonly<Record<keyof Reader, (reader: Reader) => unknown>> = {
  records: (reader) => reader.records(all.records),
  resolve: (reader) => reader.resolve(links),
  lists: (reader) => Promise.all(kinds.map((kind) => reader.lists(kind, all.customers))),
  peek: (reader) => all.records.map((each) => reader.peek(each)),
  peekList: (reader) => all.customers.flatMap((each) => kinds.map((kind) => reader.peekList(kind, each))),
  peekSummary: (reader) => all.customers.map((each) => reader.peekSummary(each)?.customerId),
  peekLink: (reader) => links.map((each) => reader.peekLink(each)),
  summaries: async (reader) => (await reader.summaries(all.customers)).map((each) => each?.customerId),
  rollups: async (reader) => {
    const rollups = await reader.rollups(all.customers);
    return rollups.flatMap((rollup, index) => (rollup ? [[all.customers[index], rollup]] : []));
  },
  ultimateParents: (reader) => reader.ultimateParents(all.customers),
  references: (reader) => reader.references(all.records),
  origins: async (reader) => {
    const origins = await reader.origins(all.records, ['name', 'number']);
    return origins.flatMap((each, index) => (each.length > 0 ? [[all.records[index], each]] : []));
  },
  byReference: (reader) =>
    Promise.all(
      links.map(({ key }) => {
        const [, instance = '', object = '', externalId = ''] = key.split(':');
        return reader.byReference(instance, object, externalId);
      }),
    ),
  customers: async (reader) => paged(await reader.customers(null, [], page)),
  invoices: async (reader) => paged(await reader.invoices(null, null, page)),
  products: async (reader) => paged(await reader.products(null, page)),
  legalEntities: (reader) => reader.legalEntities(),
  prices: (reader) => reader.prices(all.records),
  periods: (reader) => reader.periods([id.us]),
  timelines: async (reader) =>
    Promise.all(
      (await reader.timelines(all.customers, page)).map(async (each) => ({
        page: await paged(each.page),
        entries: each.entries,
      })),
    ),
  merges: async (reader) => Promise.all(all.customers.map((each) => reader.merges(each))),
  events: async (reader) => {
    const events = await reader.events(anything, page);
    return [await hub.reader.eventsById(events.ids), events.hasNextPage];
  },
  eventsById: (reader) => reader.eventsById(all.events),
  syncStates: async (reader) => {
    const states = await reader.syncStates(all.records);
    return states.flatMap((each, index) => (each.length > 0 ? [[all.records[index], each]] : []));
  },
  outOfStep: (reader) => reader.outOfStep(200),
  deadLetters: async (reader) => {
    const letters = await reader.deadLetters(page);
    return [letters.ids, await letters.total(), await reader.deadLettersById(letters.ids)];
  },
  deadLettersById: (reader) => reader.deadLettersById(all.letters),
  feeds: (reader) => reader.feeds(['zuora']),
  matchCandidates: async (reader) => {
    const pairs = await reader.matchCandidates(null, page);
    return [await pairs.total(), await reader.matchCandidatesById(pairs.ids)];
  },
  matchCandidatesById: (reader) => reader.matchCandidatesById(all.pairs),
};

/** Nobody's in particular: the same answer for everybody. */
const open: readonly (keyof Reader)[] = ['products', 'prices', 'feeds'];

// A record names its parent by the parent's own number in their source; the graph shows the link, which is null.
const shown = (answer: unknown): string =>
  JSON.stringify(answer, (name, value: unknown) =>
    name === 'links' || name === 'customerId' ? null : value,
  );
const named = (text: string): string[] => [
  ...foreign.filter((each) => text.includes(each)),
  ...(text.match(/Globex|US01|Acme Group|Acme Rob\. Systems/g) ?? []),
];

describe('a reader within a scope', () => {
  it('is asked here for everything that a reader answers', () => {
    expect(Object.keys(questions).toSorted()).toEqual(Object.keys(hub.reader).toSorted());
    expect(Object.keys(hub.within(europe).reader).toSorted()).toEqual(Object.keys(hub.reader).toSorted());
  });

  it.each(Object.keys(questions) as (keyof Reader)[])('shows nothing of others: %s', async (name) => {
    const { reader } = hub.within(europe);
    await warm(hub.reader);
    await warm(reader);
    expect(named(shown(await questions[name](reader)))).toEqual([]);
  });

  it.each(
    (Object.keys(questions) as (keyof Reader)[]).filter(
      (name) => !open.includes(name) && !['ultimateParents', 'periods', 'merges'].includes(name),
    ),
  )('shows them to whoever may see all: %s', async (name) => {
    await warm(hub.reader);
    expect(named(shown(await questions[name](hub.reader)))).not.toEqual([]);
  });

  it.each(open)('answers everybody alike: %s', async (name) => {
    expect(shown(await questions[name](hub.within(europe).reader))).toBe(
      shown(await questions[name](hub.reader)),
    );
  });

  it('shows what is within: a customer, what belongs to it, and a posting of its books', async () => {
    const { reader } = hub.within(europe);
    const [robotics, eu] = await reader.records([id.robotics, id.eu]);
    expect([robotics, eu]).toMatchObject([{ name: 'Acme Robotics' }, { code: 'EU01' }]);
    const [invoices] = await reader.lists('Invoice', [id.robotics]);
    expect(invoices!.length).toBe(3);
    const [postings] = await reader.lists('LedgerPosting', [id.robotics]);
    expect(postings!.map((each) => (each as { number?: string }).number).toSorted()).toEqual([
      'JE-501',
      'JE-502',
    ]);
    expect((await reader.periods([id.eu, id.us])).map((each) => each.length)).toEqual([2, 0]);
    expect(await reader.byReference('CRM', 'Account', '002')).toBe(id.robotics);
  });

  it('decides by region as by legal entity', async () => {
    const { reader } = hub.within(america);
    expect(
      (await reader.records([id.globex, id.labs, id.robotics, id.group])).map((each) => each?.id),
    ).toEqual([id.globex, id.labs, undefined, undefined]);
    const both = hub.within({
      legalEntities: new Set(['EU01']),
      regions: new Set(['US']),
      unassigned: false,
    });
    expect(await both.reader.legalEntities()).toEqual([]);
    expect((await both.reader.records([id.globex, id.robotics])).every((each) => each === null)).toBe(true);
  });

  it('shows what belongs to no legal entity yet to whoever may see that, and nobody else', async () => {
    const prospects = hub.within({ ...europe, legalEntities: new Set(), unassigned: true });
    const found = await prospects.reader.customers(null, [], page);
    expect(found.ids.toSorted()).toEqual([id.group, id.prospect].toSorted());
    expect(await found.total()).toBe(2);
    expect((await prospects.reader.deadLetters(page)).ids.length).toBe(1);
    expect(await prospects.reader.legalEntities()).toEqual([]);
  });

  it('does not show a customer whose legal entity is named and not known', async () => {
    await hub.give('netsuite', 'Customer', [
      {
        ...kept('85', '003', '1'),
        links: { legalEntity: { kind: 'LegalEntity', key: 'ref:netsuite:LegalEntity:77' } },
      },
    ]);
    const prospects = hub.within({ legalEntities: null, regions: null, unassigned: true });
    const found = await prospects.reader.customers(null, [], page);
    expect(found.ids).not.toContain(id.prospect);
    expect(await prospects.reader.records([id.prospect])).toEqual([null]);
    await hub.give('netsuite', 'Customer', [{ ...kept('85', '003', '1'), links: {} }]);
    expect((await prospects.reader.records([id.prospect]))[0]?.id).toBe(id.prospect);
  });

  it('sums and climbs as if what is outside were not there', async () => {
    const { reader } = hub.within(europe);
    const [robotics, group] = await reader.rollups([id.robotics, id.group]);
    expect(robotics?.customers).toBe(1);
    expect(group).toBeNull();
    expect((await hub.reader.rollups([id.robotics]))[0]?.customers).toBe(2);
    expect(await hub.reader.ultimateParents([id.labs, id.nord])).toEqual([id.group, id.globex]);
    expect(await reader.ultimateParents([id.nord, id.robotics])).toEqual([null, null]);
    expect(await hub.within(america).reader.ultimateParents([id.labs])).toEqual([null]);
    const whole = hub.within({ legalEntities: null, regions: null, unassigned: true });
    expect(await whole.reader.ultimateParents([id.labs, id.nord])).toEqual([id.group, id.globex]);
    expect(await whole.reader.rollups([id.group])).toEqual(await hub.reader.rollups([id.group]));
  });

  it('pages, counts and sorts as if what is outside were not there', async () => {
    const { reader } = hub.within(europe);
    const order = [{ by: 'ARR', direction: 'DESC' }] as const;
    const first = await reader.customers(null, order, { first: 1 });
    expect([first.ids, await first.total(), first.hasNextPage]).toEqual([[id.robotics], 2, true]);
    const second = await reader.customers(null, order, { first: 1, after: first.cursors[0]! });
    expect([second.ids, second.hasNextPage]).toEqual([[id.nord], false]);
    const invoices = await reader.invoices(['OVERDUE'], null, { first: 1 });
    expect([await invoices.total(), invoices.hasNextPage]).toEqual([1, false]);
    // A cursor at which another customer stands tells nothing either.
    const theirs = await hub.reader.customers(null, order, { first: 1 });
    expect(theirs.ids).toEqual([id.globex]);
    const behind = await reader.customers(null, order, { first: 5, after: theirs.cursors[0]! });
    expect(behind.ids).toEqual([id.robotics, id.nord]);
  });

  it('has no filter that tells of others', async () => {
    const { reader } = hub.within(europe);
    for (const filter of [
      { legalEntity: id.us },
      { region: 'US' },
      { search: 'globex' },
      { arrGte: '5000' },
      { not: { region: 'EU' } },
      { or: [{ search: 'globex' }, { region: 'US' }] },
    ]) {
      const found = await reader.customers(filter, [], page);
      expect([found.ids, await found.total()]).toEqual([[], 0]);
    }
    expect((await reader.invoices(null, id.us, page)).ids).toEqual([]);
    for (const subjectId of [id.globex, id.us])
      expect((await reader.events({ ...anything, subjectId }, page)).ids).toEqual([]);
  });

  it('judges events alike one by one and as a list', async () => {
    for (const scope of [europe, america, { legalEntities: null, regions: null, unassigned: true }]) {
      const { reader } = hub.within(scope);
      const logged = await column('select id from event where position is not null order by id');
      const single = (await reader.eventsById(logged)).flatMap((event) => event?.id ?? []);
      const listed: string[] = [];
      for (let after: string | null = null; ;) {
        const part = await reader.events(anything, { first: 200, after });
        listed.push(...part.ids);
        if (!part.hasNextPage) break;
        after = part.cursors.at(-1)!;
      }
      expect(single.length).toBeGreaterThan(0);
      expect(listed.toSorted()).toEqual(single.toSorted());
    }
  });

  it('names no customer outside in the data of an event', async () => {
    const { reader } = hub.within(europe);
    const [event] = await reader.eventsById([
      ...(await reader.events({ ...anything, subjectId: id.nord }, page)).ids,
    ]);
    expect(event!.data['record']).toMatchObject({ id: id.nord, customerId: null });
    const [same] = await hub.reader.eventsById([event!.id]);
    expect(same!.data['record']).toMatchObject({ id: id.nord, customerId: id.globex });
  });

  it('answers from memory at once when it is warm', async () => {
    const { reader } = hub.within(europe);
    await warm(reader);
    expect(reader.peek(id.robotics)?.id).toBe(id.robotics);
    expect(reader.peekList('Invoice', id.robotics)?.length).toBe(3);
    expect(reader.peekSummary(id.robotics)?.customerId).toBe(id.robotics);
    expect(reader.peek(id.globex)).toBeUndefined();
    const whole = hub.within({ legalEntities: null, regions: null, unassigned: true });
    await warm(whole.reader);
    expect(whole.reader.peekList('Customer', id.robotics)?.map((each) => each.id)).toEqual([id.labs]);
  });

  it('follows a customer into other books at once, with everything that is its', async () => {
    const { reader } = hub.within(europe);
    await warm(reader);
    await hub.give('netsuite', 'Customer', [kept('83', 'g3', '1')]);
    expect(reader.peek(id.nord)).toBeUndefined();
    expect(await reader.records([id.nord])).toEqual([null]);
    expect((await reader.customers(null, [], page)).ids).toEqual([id.robotics]);
    await hub.give('netsuite', 'Customer', [kept('83', 'g3', '2')]);
    expect((await reader.records([id.nord]))[0]?.id).toBe(id.nord);
  });

  it('judges what is gone by what it was last', async () => {
    const { reader } = hub.within(europe);
    await hub.give('netsuite', 'LedgerPosting', [posting('x1', '72', '2'), posting('x2', '72', '1')]);
    const [ours, theirs] = await Promise.all(
      ['x1', 'x2'].map((each) => hub.idOf('netsuite', 'LedgerPosting', each)),
    );
    await hub.give('netsuite', 'LedgerPosting', [
      { ...posting('x1', '72', '2'), deleted: true },
      { ...posting('x2', '72', '1'), deleted: true },
    ]);
    const typesOf = async (subjectId: string): Promise<(string | undefined)[]> =>
      (await reader.eventsById((await reader.events({ ...anything, subjectId }, page)).ids)).map(
        (each) => each?.type,
      );
    expect(await typesOf(ours!)).toEqual(['posting.deleted', 'posting.posted']);
    expect(await typesOf(theirs!)).toEqual([]);
  });

  it('is one for equal scopes, and the whole for none', () => {
    expect(hub.within(europe)).toBe(hub.within({ ...europe, legalEntities: new Set(['EU01']) }));
    expect(hub.within(europe)).not.toBe(hub.within(america));
    expect(hub.within(null).reader).toBe(hub.reader);
    const narrowed = hub.within(europe).within(america);
    expect(narrowed).toBe(
      hub.within({ legalEntities: new Set(['EU01']), regions: new Set(['US']), unassigned: false }),
    );
  });

  it('asks no source for what it may not see', async () => {
    const fresh = hub.within(europe).fresh;
    const bound = { maxAgeMs: 0, onError: 'SERVE_STALE' } as const;
    for (const { calls } of Object.values(hub.shelves)) calls.length = 0;
    const asked = (): string[] => Object.values(hub.shelves).flatMap(({ calls }) => calls);
    const needs = [
      { kind: 'Customer', fields: ['name'], bound },
      { kind: 'Invoice', fields: null, bound },
      { kind: 'LedgerPosting', fields: ['number'], bound },
    ] as const;
    const rp = await hub.idOf('netsuite', 'LedgerPosting', 'rp');
    await fresh.refresh([id.globex, id.labs, id.group, rp, 'cus_nobody'], needs);
    expect(asked()).toEqual([]);
    await hub.within(america).fresh.refresh([rp], needs);
    expect(asked()).toEqual([]);
    await fresh.refresh([id.robotics], needs);
    expect(asked()).not.toEqual([]);
  });
});

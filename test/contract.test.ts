import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { partialFieldsOf } from '../src/canonical/fields.ts';
import { type Kind, kinds } from '../src/canonical/kind.ts';
import { Problem } from '../src/canonical/problem.ts';
import { refKey, type SourceRecord } from '../src/canonical/record.ts';
import { vendors } from '../src/sources/index.ts';
import type { Source } from '../src/sources/source.ts';
import { makeWorld } from '../sandbox/world/world.ts';
import { absentId, type Bench, scanAll, sorted, startBench } from './support/contract.ts';
import { seeded, vendorCases } from './support/vendor-case.ts';

const world = makeWorld(seeded);

describe.each(vendors.map((module) => ({ vendor: module.vendor, module })))(
  'the $vendor connector',
  ({ vendor, module }) => {
    const vendorCase = vendorCases[vendor]!;
    const found = new Map<Kind, SourceRecord[]>();
    let bench: Bench;
    let source: Source;

    const records = (kind: Kind): SourceRecord[] => found.get(kind)!;
    const belongsTo = (ids: readonly string[]): ((record: SourceRecord) => boolean) => {
      const keys = new Set(ids.map((id) => refKey(source.instance, source.objectOf('Customer'), id)));
      return (record) => keys.has(record.links['customer']?.key ?? '');
    };

    beforeAll(async () => {
      expect(vendorCase, `test/support/vendor-case.ts has no case for ${vendor}`).toBeDefined();
      bench = await startBench(module);
      source = bench.connect();
      for (const kind of source.kinds) found.set(kind, await scanAll(() => source, kind));
    }, 120_000);
    afterAll(() => bench?.close());

    it('says who it is', () => {
      expect([source.instance, source.vendor, source.region]).toEqual([bench.config.instance, vendor, 'US']);
      expect(source.system).toBe(module.system);
      for (const kind of source.listable) expect(source.kinds).toContain(kind);
      expect(source.status().state).toBe('UP');
      expect(source.status().lastSuccessAt).not.toBeNull();
    });

    it('finds every record of every kind, once', () => {
      const expected = vendorCase.ids(world);
      expect([...source.kinds].toSorted()).toEqual(Object.keys(expected).toSorted());
      for (const kind of source.kinds) {
        const ids = expected[kind]!.filter((id) => id !== null);
        expect(ids.length).toBeGreaterThan(0);
        const seen = records(kind).map((record) => record.externalId);
        expect(new Set(seen).size).toBe(seen.length);
        expect(seen.toSorted()).toEqual(ids.toSorted());
      }
    });

    it('says of them what the source knows, to the cent', () => {
      const facts = vendorCase.facts(world);
      expect(facts.length).toBeGreaterThan(50);
      const byId = new Map(
        [...found].flatMap(([kind, list]) => list.map((record) => [`${kind} ${record.externalId}`, record])),
      );
      for (const [kind, id, fields] of facts) expect(byId.get(`${kind} ${id}`)?.fields).toMatchObject(fields);
    });

    it('resumes a scan in another connector and finds the same again', async () => {
      for (const kind of source.kinds) {
        const again = await scanAll(() => bench.connect(), kind);
        expect(sorted(again)).toEqual(sorted(records(kind)));
      }
    }, 120_000);

    it('gives records of the canonical shape, named and linked by its own words', () => {
      for (const kind of source.kinds) {
        for (const record of records(kind)) {
          expect(() => partialFieldsOf(kind).parse(record.fields)).not.toThrow();
          expect(Object.keys(record.fields).length).toBeGreaterThan(0);
          expect([record.kind, record.object]).toEqual([kind, source.objectOf(kind)]);
          for (const key of record.keys) expect(key).toMatch(/^(ref|number|sku|email|tax|domain):.+/);
          for (const link of Object.values(record.links)) {
            expect(kinds).toContain(link.kind);
            expect(link.key).toMatch(/^(ref|number|sku):.+/);
          }
          if (record.sourceTime !== null) expect(record.sourceTime).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
        }
      }
    });

    it('links within the source to records that the source has', () => {
      const own = new Set(
        [...found].flatMap(([kind, list]) =>
          list.map((record) => `${kind} ${refKey(source.instance, record.object, record.externalId)}`),
        ),
      );
      const loose = [...found.values()].flat().flatMap((record) =>
        Object.values(record.links)
          .filter(
            (link) => link.key.startsWith(`ref:${source.instance}:`) && !own.has(`${link.kind} ${link.key}`),
          )
          .map((link) => `${record.kind} ${record.externalId} -> ${link.key}`),
      );
      expect(loose).toEqual([]);
    });

    it('fetches by id what a scan shows, and nothing for an id that nobody has', async () => {
      for (const kind of source.kinds) {
        const some = records(kind)
          .filter((_, index) => index % 3 === 0)
          .slice(0, 40);
        const ids = some.map((record) => record.externalId);
        expect(sorted(await source.fetch(kind, [...ids, absentId(ids[0]!)]))).toEqual(sorted(some));
        expect(await source.fetch(kind, [absentId(ids[0]!)])).toEqual([]);
      }
    }, 120_000);

    it('asks nobody for no ids, and answers an id once however often it is asked for', async () => {
      const before = await bench.simulator.position();
      expect(await source.fetch('Customer', [])).toEqual([]);
      for (const kind of source.listable) expect(await source.list(kind, [])).toEqual([]);
      expect(await bench.simulator.calls(before)).toEqual([]);
      const id = records('Customer')[0]!.externalId;
      expect(await source.fetch('Customer', [id, id])).toHaveLength(1);
    });

    it('takes an id for data, never for a part of a query', async () => {
      for (const id of ["x' OR Id != '", '1) OR (1=1', '../../', '"]}', 'a,b', '%']) {
        const answer = await source.fetch('Customer', [id]).catch((error: unknown) => error);
        if (answer instanceof Problem) expect(answer.code).toBe('SOURCE_REJECTED');
        else expect(answer).toEqual([]);
      }
    });

    it('lists what belongs to customers exactly as a scan would show it', async () => {
      const asked = records('Customer')
        .filter((_, index) => index % 4 === 0)
        .map((record) => record.externalId);
      for (const kind of source.listable) {
        const expected = records(kind).filter(belongsTo(asked));
        expect(expected.length).toBeGreaterThan(0);
        expect(sorted(await source.list(kind, asked))).toEqual(sorted(expected));
      }
      for (const kind of source.listable) expect(await source.list(kind, [absentId(asked[0]!)])).toEqual([]);
    }, 120_000);

    it('reads a page of 50 customers in one call for each kind, and more only where an answer is full', async () => {
      const ids = records('Customer')
        .slice(0, 50)
        .map((record) => record.externalId);
      expect(ids).toHaveLength(50);
      const cost = async (read: () => Promise<readonly SourceRecord[]>): Promise<[number, number]> => {
        const before = await bench.simulator.position();
        const rows = (await read()).map((record) => vendorCase.rowsOf?.(record) ?? 1);
        return [(await bench.simulator.calls(before)).length, rows.reduce((sum, each) => sum + each, 0)];
      };
      expect(await cost(() => source.fetch('Customer', ids))).toEqual([1, 50]);
      for (const kind of source.listable) {
        const [calls, size] = await cost(() => source.list(kind, ids));
        expect(calls, `calls for ${size} rows of ${kind}`).toBeLessThanOrEqual(
          Math.max(1, Math.ceil(size / vendorCase.pageSize)),
        );
      }
    });

    it('shows a person where a record is, or says that there is no such page', () => {
      for (const kind of source.kinds) {
        const page = source.url(source.objectOf(kind), records(kind)[0]!.externalId);
        if (page !== null) expect(page).toMatch(/^https?:\/\/\S+$/);
      }
    });
  },
);

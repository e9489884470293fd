import { z } from 'zod';
import type { Kind } from '../../canonical/kind.ts';
import type { SourceRecord } from '../../canonical/record.ts';
import { createHttp, type Http } from '../http/http.ts';
import { httpOptions } from '../http/policy.ts';
import type { Row } from '../http/reader.ts';
import type { CallOptions, Source, SourceConfig, VendorModule } from '../source.ts';
import { completed, createClient, inLists, isCut, most, single, type Query } from './client.ts';
import { creditMemo } from './credit-memo.ts';
import { customer } from './customer.ts';
import { invoice } from './invoice.ts';
import type { Noun, Relation } from './noun.ts';
import { payment } from './payment.ts';
import { zuoraPolicy } from './policy.ts';
import { price, product } from './product.ts';
import { subscription } from './subscription.ts';

const credentials = z.strictObject({ clientId: z.string().min(1), clientSecret: z.string().min(1) });

const options = httpOptions.extend({
  /** The minor version every call pins; without it Zuora answers as of version 186.0. */
  version: z.string().default('2025-08-12'),
  /** The first currency of the catalogue: the one prices are told in. */
  catalogueCurrency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default('USD'),
  /** Where people use Zuora, for example https://www.zuora.com; omitted: no links. */
  uiUrl: z.url().optional(),
  /** Whether to ask for records with all that is below them in one call, before falling back on one call per level. */
  deepExpand: z.boolean().default(true),
});

/** Zuora Billing. */
export const zuoraVendor: VendorModule = {
  vendor: 'zuora',
  system: 'BILLING',
  credentials,
  options,
  create: (config) => createZuora(config),
};

/** Pages of the classic user interface, which needs ids; a subscription is known by its number. */
const pages: Readonly<Record<string, string>> = {
  Account: '/apps/CustomerAccount.do?method=view&id=',
  Invoice: '/apps/NewInvoice.do?method=view&id=',
};

function createZuora(config: SourceConfig): Source {
  const settings = options.parse(config.options);
  const http: Http = createHttp(config, zuoraPolicy(config.credentials, settings.version));
  const client = createClient(http);
  const today = (): string => new Date().toISOString().slice(0, 10);
  const nouns: readonly Noun[] = [
    product(today),
    price(settings.catalogueCurrency),
    customer,
    subscription,
    invoice,
    creditMemo,
    payment,
  ];
  const byKind = new Map(nouns.map((noun) => [noun.kind, noun]));
  /** False once the tenant refused to expand this far; then every level is asked for by itself. */
  let deep = settings.deepExpand;

  const nounOf = (kind: Kind): Noun => {
    const noun = byKind.get(kind);
    if (noun === undefined) throw http.problem('SOURCE_REJECTED', `Zuora holds no ${kind}`);
    return noun;
  };
  const { instance } = config;
  const map = (noun: Noun, row: Row): SourceRecord => noun.map(row, instance);
  const counts = (noun: Noun, row: Row): boolean => noun.only?.test(row) ?? true;
  const always = (noun: Noun): readonly string[] => (noun.only ? [noun.only.filter] : []);
  const queryOf = (noun: Noun, filters: readonly string[], relations: readonly Relation[]): Query => ({
    path: noun.path,
    singular: noun.singular,
    fields: noun.fields,
    filters: [...always(noun), ...filters],
    relations,
  });

  /** Rows that lack some or all of what is below them, made whole and mapped. */
  const finish = async (noun: Noun, rows: readonly Row[], call?: CallOptions): Promise<SourceRecord[]> =>
    rows.length === 0
      ? []
      : (await completed(http, client, rows, noun.relations, call)).map((row) => map(noun, row));

  /** One page of a noun's own query, and the id of its last row when more may follow. */
  const read = async (
    noun: Noun,
    filters: readonly string[],
    after: string | null,
    call?: CallOptions,
  ): Promise<{ records: SourceRecord[]; next: string | null }> => {
    const ask = (relations: readonly Relation[]) =>
      client.page(
        { ...queryOf(noun, filters, relations), after },
        (row) => ({
          row,
          record: relations === noun.relations && !isCut(row, relations) ? map(noun, row) : null,
        }),
        call,
      );
    const nested = noun.relations.some((relation) => relation.alone !== null);
    let page = deep || !nested ? await ask(noun.relations) : await ask(single(noun.relations));
    if ('refused' in page && deep && nested) {
      page = await ask(single(noun.relations));
      deep = 'refused' in page;
    }
    if ('refused' in page) throw http.problem('SOURCE_REJECTED', page.refused);
    const { rows } = page;
    const unfinished = rows.filter((each) => each.record === null).map((each) => each.row);
    const finished = await finish(noun, unfinished, call);
    const records = rows.flatMap((each) => (each.record === null ? [] : [each.record]));
    const last = rows.length < most ? null : rows.at(-1)!.row.id('id');
    return { records: [...records, ...finished], next: last };
  };

  /** All records that match, by as many pages as there are. */
  const readAll = async (
    noun: Noun,
    filters: readonly string[],
    call?: CallOptions,
  ): Promise<SourceRecord[]> => {
    const records: SourceRecord[] = [];
    for (let after: string | null = null; ;) {
      const page = await read(noun, filters, after, call);
      records.push(...page.records);
      if (page.next === null) return records;
      after = page.next;
    }
  };

  /** The records of up to 99 accounts: one call that expands the accounts; undefined when the tenant does not expand this far. */
  const readOfAccounts = async (
    noun: Noun,
    filter: string,
    call?: CallOptions,
  ): Promise<SourceRecord[] | undefined> => {
    const { expand, member } = noun.ofAccount!;
    const relation: Relation = { expand, member, fields: noun.fields, alone: null, below: noun.relations };
    const asked = await client.page(
      { path: 'accounts', singular: 'account', fields: ['id'], filters: [filter], relations: [relation] },
      (account) => {
        const rows = account.rows(member);
        if (rows.length >= most) return { cut: account.id('id'), records: [], unfinished: [] };
        const counted = rows.filter((row) => counts(noun, row));
        const unfinished = counted.filter((row) => isCut(row, noun.relations));
        const whole = counted.filter((row) => !unfinished.includes(row));
        return { cut: null, records: whole.map((row) => map(noun, row)), unfinished };
      },
      call,
    );
    if ('refused' in asked) return undefined;
    const accounts = asked.rows;
    const records = accounts.flatMap((each) => each.records);
    records.push(
      ...(await finish(
        noun,
        accounts.flatMap((each) => each.unfinished),
        call,
      )),
    );
    for (const { cut } of accounts)
      if (cut !== null) records.push(...(await readAll(noun, [`accountId.EQ:${cut}`], call)));
    return records;
  };

  /** Holds the calls that one question takes to one deadline. */
  const bounded = (call: CallOptions = {}): CallOptions => {
    if (call.lane === 'bulk') return call;
    const end = AbortSignal.timeout(config.deadlineMs + 100);
    return { ...call, signal: call.signal ? AbortSignal.any([call.signal, end]) : end };
  };

  return {
    instance,
    vendor: 'zuora',
    system: 'BILLING',
    region: config.region,
    kinds: nouns.map((noun) => noun.kind),
    listable: nouns.filter((noun) => noun.ofAccount).map((noun) => noun.kind),
    objectOf: (kind) => nounOf(kind).object,
    fetch: async (kind, externalIds, call) => {
      const noun = nounOf(kind);
      const until = bounded(call);
      const lists = inLists(noun.key, externalIds);
      const pages = await Promise.all(lists.map((list) => readAll(noun, [list], until)));
      return pages.flat();
    },
    list: async (kind, customerIds, call) => {
      const noun = nounOf(kind);
      if (noun.ofAccount === undefined)
        throw http.problem('SOURCE_REJECTED', `${kind} cannot be listed by customer`);
      const until = bounded(call);
      const pages = await Promise.all(
        inLists('id', customerIds).map(async (list) => {
          const found = deep ? await readOfAccounts(noun, list, until) : undefined;
          if (found !== undefined) return found;
          const records = await readAll(noun, [list.replace(/^id\./, 'accountId.')], until);
          // The other way to ask was taken, so it was the expand that was refused.
          deep = false;
          return records;
        }),
      );
      return pages.flat();
    },
    scan: (kind, cursor, call) => read(nounOf(kind), [], cursor, { lane: 'bulk', ...call }),
    probe: async (call) => {
      const noun = nounOf('Customer');
      const query = { ...queryOf(noun, [], []), fields: ['id'], size: 1 };
      const asked = await client.page(query, (row) => row.id('id'), bounded(call));
      if ('refused' in asked) throw http.problem('SOURCE_REJECTED', asked.refused);
    },
    status: () => http.status(),
    url: (object, externalId) =>
      settings.uiUrl !== undefined && pages[object] !== undefined
        ? `${settings.uiUrl.replace(/\/$/, '')}${pages[object]}${encodeURIComponent(externalId)}`
        : null,
    close: () => http.close(),
  };
}

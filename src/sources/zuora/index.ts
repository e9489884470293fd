import type { Kind } from '../../canonical/kind.ts';
import type { Problem } from '../../canonical/problem.ts';
import type { SourceRecord } from '../../canonical/record.ts';
import { recordOr, whatFits } from '../http/fit.ts';
import { createHttp, type Http } from '../http/http.ts';
import { createPoll } from '../http/poll.ts';
import type { Row } from '../http/reader.ts';
import type { CallOptions, Source, SourceConfig, VendorModule } from '../source.ts';
import { createBilling } from './billing.ts';
import { place, sweep, type Answered, type Asked, type Reads, type Stamped } from './changes.ts';
import { completed, createClient, inLists, isCut, isPlain, most, single, type Query } from './client.ts';
import { creditMemo } from './credit-memo.ts';
import { customer } from './customer.ts';
import { invoice } from './invoice.ts';
import type { Noun, Relation } from './noun.ts';
import { credentials, options } from './options.ts';
import { payment } from './payment.ts';
import { zuoraPolicy } from './policy.ts';
import { price, product } from './product.ts';
import { subscription } from './subscription.ts';
import { readCallout, secretsOf, type Receiving } from './webhook.ts';

/** Zuora Billing. */
export const zuoraVendor: VendorModule = {
  vendor: 'zuora',
  system: 'BILLING',
  credentials,
  publicCredentials: ['webhookUser'],
  options,
  create: (config) => createZuora(config),
};

/** Pages of the classic user interface, which needs ids; a subscription is known by its number. */
const pages: Readonly<Record<string, string>> = {
  Account: '/apps/CustomerAccount.do?method=view&id=',
  Invoice: '/apps/NewInvoice.do?method=view&id=',
};

/** How a row is taken that may not fit: `make` may throw, and a P may stand for the record. */
type Taking<P> = <T>(noun: Noun, row: Row, make: () => T) => T | P;

/** One page in the order of ids, and the id after which the next one starts; null after the last. */
interface Portion<P> {
  readonly records: readonly (SourceRecord | P)[];
  readonly next: string | null;
}

function createZuora(config: SourceConfig): Source {
  const settings = options.parse(config.options);
  const http: Http = createHttp(
    config,
    zuoraPolicy(() => config.credentials, settings.version),
  );
  const client = createClient(http);
  const today = (): string => new Date().toISOString().slice(0, 10);
  const nouns: readonly Noun[] = [
    product(today),
    price(settings.catalogueCurrency),
    customer,
    subscription(today),
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
  const strictly: Taking<never> = (_noun, _row, make) => make();
  const tolerantly: Taking<Problem> = (noun, row, make) =>
    recordOr(make, () => ({ object: noun.object, externalId: row.id(noun.key) }));
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
  const finish = async <P>(
    noun: Noun,
    rows: readonly Row[],
    take: Taking<P>,
    call?: CallOptions,
  ): Promise<(SourceRecord | P)[]> =>
    rows.length === 0
      ? []
      : (await completed(http, client, rows, noun.relations, call)).map((row) =>
          take(noun, row, () => noun.map(row, instance)),
        );

  /** One page of a noun's own query, in the order that was asked for. */
  const read = async <P>(
    noun: Noun,
    { filters, after, sort }: Asked,
    take: Taking<P>,
    call?: CallOptions,
  ): Promise<Answered<Stamped & { readonly record: SourceRecord | P }>> => {
    const ask = (relations: readonly Relation[]) =>
      client.page(
        { ...queryOf(noun, filters, relations), after, sort },
        (row) => ({
          row,
          record: take(noun, row, () =>
            relations === noun.relations && !isCut(row, relations) ? noun.map(row, instance) : null,
          ),
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
    const unfinished = page.rows.filter((each) => each.record === null).map((each) => each.row);
    const finished = await finish(noun, unfinished, take, call);
    const rows = page.rows.map(({ row, record }) => ({
      id: row.id('id'),
      // Wanted only where pages of a sweep meet: elsewhere a row without its stamp is one that does not fit.
      get at() {
        return row.instant('updatedDate');
      },
      record: record ?? finished[unfinished.indexOf(row)]!,
    }));
    return { rows, told: page.told };
  };

  /** One page in the order of ids. */
  const readPage = async <P>(
    noun: Noun,
    filters: readonly string[],
    after: string | null,
    take: Taking<P>,
    call?: CallOptions,
  ): Promise<Portion<P>> => {
    const { rows } = await read(noun, { filters, after }, take, call);
    const next = rows.length < most ? null : rows.at(-1)!.id;
    return { records: rows.map((row) => row.record), next };
  };

  /** All records that match, by as many pages as there are. */
  const readAll = async (
    noun: Noun,
    filters: readonly string[],
    call?: CallOptions,
  ): Promise<SourceRecord[]> => {
    const records: SourceRecord[] = [];
    for (let after: string | null = null; ;) {
      const page: Portion<never> = await readPage(noun, filters, after, strictly, call);
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
        return { cut: null, records: whole.map((row) => noun.map(row, instance)), unfinished };
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
        strictly,
        call,
      )),
    );
    for (const { cut } of accounts)
      if (cut !== null) records.push(...(await readAll(noun, [`accountId.EQ:${cut}`], call)));
    return records;
  };

  const poll = createPoll({ instance, problem: http.problem, overlapMs: settings.overlapMs, place });
  /** What a sweep asks of the tenant. */
  const readsFor = (call: CallOptions): Reads => ({
    own: (noun, asked) => read(noun, asked, tolerantly, call),
    part: async ({ foreign, ...part }, asked) => {
      const query = { ...part, ...asked, fields: ['id', 'updatedDate', foreign], relations: [] };
      const page = await client.page(
        query,
        (row) => ({ id: row.id('id'), at: row.instant('updatedDate'), parent: row.idOrNull(foreign) }),
        call,
      );
      if ('refused' in page) throw http.problem('SOURCE_REJECTED', page.refused);
      return page;
    },
  });

  /** Holds the calls that one question takes to one deadline. */
  const bounded = (call: CallOptions = {}): CallOptions => {
    if (call.lane === 'bulk') return call;
    const end = AbortSignal.timeout(config.deadlineMs + 100);
    return { ...call, signal: call.signal ? AbortSignal.any([call.signal, end]) : end };
  };

  const receiving: Receiving = {
    get secrets() {
      return secretsOf(config.credentials).secrets;
    },
    get logins() {
      return secretsOf(config.credentials).logins;
    },
    toleranceMs: settings.webhookToleranceMs,
    kindOf: (object) => nouns.find((noun) => noun.object === object)?.kind,
    problem: http.problem,
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
      // Zuora's own ids are plain. A number is the tenant's to choose: one that cannot be asked for is not absent for that.
      const odd = noun.key === 'id' ? undefined : externalIds.find((externalId) => !isPlain(externalId));
      if (odd !== undefined)
        throw http.problem('SOURCE_REJECTED', `a query of Zuora cannot name the ${noun.object} ${odd}`, {
          record: { object: noun.object, externalId: odd },
        });
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
    scan: async (kind, cursor, call) => {
      const bulk = { lane: 'bulk', ...call } as const;
      const { records, next } = await readPage(nounOf(kind), [], cursor, tolerantly, bulk);
      return { ...whatFits(records), next };
    },
    changes: (kind, cursor, call) => {
      const noun = nounOf(kind);
      const reads = readsFor({ lane: 'bulk', ...call });
      return poll.changes(kind, cursor, (standing) => sweep(noun, reads, standing));
    },
    changesFrom: (kind, since) => poll.from(nounOf(kind).kind, since),
    // Nothing in object queries tells what was deleted.
    findsDeletions: () => false,
    webhook: (delivery) => readCallout(delivery, receiving),
    probe: async (call) => {
      const noun = nounOf('Customer');
      const query = { ...queryOf(noun, [], []), fields: ['id'], size: 1 };
      const asked = await client.page(query, (row) => row.id('id'), bounded(call));
      if ('refused' in asked) throw http.problem('SOURCE_REJECTED', asked.refused);
    },
    roles: { billing: createBilling(http, client, today, bounded) },
    status: () => http.status(),
    url: (object, externalId) =>
      settings.uiUrl !== undefined && pages[object] !== undefined
        ? `${settings.uiUrl.replace(/\/$/, '')}${pages[object]}${encodeURIComponent(externalId)}`
        : null,
    close: () => http.close(),
  };
}

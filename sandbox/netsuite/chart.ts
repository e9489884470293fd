import type { World } from '../world/types.ts';
import { type Insert, decimal } from './rows.ts';

/** Internal ids of what the documents of the books refer to by name. */
export interface Chart {
  currency(symbol: string): number;
  term(name: string): number;
  account(number: string): number;
  department(name: string): number;
  classification(name: string): number;
  subsidiary(code: string): number;
  /** The account to which revenue is deferred. */
  readonly deferred: number;
}

const currencyNames: Readonly<Record<string, string>> = {
  USD: 'US Dollar',
  GBP: 'British Pound',
  EUR: 'Euro',
};
const accountNames: Readonly<Record<string, readonly [string, string]>> = {
  '1010': ['Operating Bank', 'Bank'],
  '1100': ['Accounts Receivable', 'AcctRec'],
  '2200': ['Sales Tax Payable', 'OthCurrLiab'],
  '2300': ['Customer Deposits', 'OthCurrLiab'],
  '2400': ['Deferred Revenue', 'DeferRevenue'],
  '4900': ['Sales Allowances', 'Income'],
};
const dayMs = 86_400_000;
/** What is sold is deferred here until it is recognised, by the one rule there is. */
const deferred = '2400';
export const revenueRule = { id: 1, name: 'Straight line, exact days' } as const;
/** The department under which everything is sold. */
export const salesDepartment = 'Sales';

/** Numbers distinct names from `first` on, in order of name, and makes a row of each. */
function numbered(
  names: Iterable<string>,
  first: number,
  row: (id: number, name: string) => void,
): (name: string) => number {
  const ids = new Map<string, number>();
  for (const name of [...new Set(names)].toSorted()) {
    const id = first + ids.size;
    ids.set(name, id);
    row(id, name);
  }
  return (name) => {
    const id = ids.get(name);
    if (id === undefined) throw new Error(`the world has no ${name}`);
    return id;
  };
}

function* linesOf(world: World) {
  for (const company of world.companies) for (const journal of company.journals) yield* journal.lines;
}

function* namesOf(world: World, of: 'department' | 'class') {
  if (of === 'department') yield salesDepartment;
  else for (const company of world.companies) yield company.segment;
  for (const line of linesOf(world)) if (line[of] !== null) yield line[of];
}

function* accountsOf(world: World) {
  yield deferred;
  for (const product of world.products) yield product.glAccount;
  for (const line of linesOf(world)) yield line.account;
}

function* currenciesOf(world: World) {
  for (const entity of world.legalEntities) yield entity.currency;
  for (const rate of world.rates) yield rate.currency;
  for (const company of world.companies) yield company.currency;
}

function seedPeriods(insert: Insert, world: World, stamp: string): void {
  const base = { isinactive: 'F', isadjust: 'F', closed: 'F', alllocked: 'F', arlocked: 'F', aplocked: 'F' };
  const years = new Map<string, number>();
  const quarters = new Map<string, number>();
  const span = (
    into: Map<string, number>,
    first: number,
    name: string,
    dates: readonly [string, string],
    rest: Readonly<Record<string, string | number | null>>,
  ) => {
    const known = into.get(name);
    if (known !== undefined) return known;
    const id = first + into.size;
    into.set(name, id);
    const [startdate, enddate] = dates;
    const row = { ...base, id, periodname: name, startdate, enddate, isposting: 'F', ...rest };
    insert('accountingperiod', { ...row, lastmodifieddate: stamp });
    return id;
  };
  for (const period of world.periods) {
    const year = period.start.slice(0, 4);
    const quarter = Math.floor((Number(period.start.slice(5, 7)) - 1) / 3) + 1;
    const from = `${year}-${String(quarter * 3 - 2).padStart(2, '0')}-01`;
    const last = new Date(Date.UTC(Number(year), quarter * 3, 1) - dayMs).toISOString().slice(0, 10);
    const parent = span(years, 901, `FY ${year}`, [`${year}-01-01`, `${year}-12-31`], {
      isyear: 'T',
      isquarter: 'F',
    });
    const above = span(quarters, 931, `Q${quarter} ${year}`, [from, last], {
      isyear: 'F',
      isquarter: 'T',
      parent,
    });
    const closed = period.status === 'CLOSED';
    const locked = period.status === 'OPEN' ? 'F' : 'T';
    insert('accountingperiod', {
      ...base,
      id: Number(period.erpId),
      periodname: period.name,
      startdate: period.start,
      enddate: period.end,
      parent: above,
      closed: closed ? 'T' : 'F',
      closedondate: closed ? new Date(Date.parse(period.end) + 5 * dayMs).toISOString().slice(0, 10) : null,
      alllocked: locked,
      arlocked: locked,
      aplocked: locked,
      isposting: 'T',
      isyear: 'F',
      isquarter: 'F',
      lastmodifieddate: stamp,
    });
  }
}

function seedRates(insert: Insert, world: World, currency: (symbol: string) => number): void {
  let id = 0;
  for (const rate of world.rates) {
    id += 1;
    insert('currencyrate', {
      id,
      basecurrency: currency(rate.base),
      transactioncurrency: currency(rate.currency),
      exchangerate: decimal(rate.rate),
      effectivedate: rate.date,
      lastmodifieddate: `${rate.date}T06:00:00Z`,
    });
  }
}

/** Makes the rows that everything else refers to: currencies, terms, accounts, departments, classes, subsidiaries, periods, items. */
export function seedChart(insert: Insert, world: World): Chart {
  const stamp = `${world.today}T03:00:00Z`;
  const functional = new Set(world.legalEntities.map((entity) => entity.currency));
  const currency = numbered(currenciesOf(world), 1, (id, symbol) =>
    insert('currency', {
      id,
      name: currencyNames[symbol] ?? symbol,
      symbol,
      isbasecurrency: functional.has(symbol) ? 'T' : 'F',
      isinactive: 'F',
    }),
  );
  const term = numbered(['Net 30', 'Net 45', 'Net 60'], 1, (id, name) =>
    insert('term', { id, name, daysuntilnetdue: Number(name.slice(4)) }),
  );
  const account = numbered(accountsOf(world), 300, (id, number) => {
    const [name, accttype] = accountNames[number] ?? [`Subscription Revenue ${number}`, 'Income'];
    insert('account', {
      id,
      acctnumber: number,
      fullname: name,
      accountsearchdisplayname: `${number} ${name}`,
      accttype,
      isinactive: 'F',
      lastmodifieddate: stamp,
    });
  });
  const named = (table: string) => (id: number, name: string) =>
    insert(table, { id, name, fullname: name, isinactive: 'F' });
  const department = numbered(namesOf(world, 'department'), 1, named('department'));
  const classification = numbered(namesOf(world, 'class'), 1, named('classification'));
  const subsidiaries = new Map<string, number>();
  for (const entity of world.legalEntities) {
    const id = Number(entity.erpId);
    subsidiaries.set(entity.code, id);
    insert('subsidiary', {
      id,
      name: entity.name,
      fullname: id === 1 ? entity.name : `Parent Company : ${entity.name}`,
      legalname: entity.name,
      externalid: entity.code,
      tranprefix: entity.code,
      country: entity.country,
      currency: currency(entity.currency),
      parent: id === 1 ? null : 1,
      iselimination: 'F',
      isinactive: 'F',
      lastmodifieddate: stamp,
    });
  }
  seedPeriods(insert, world, stamp);
  seedRates(insert, world, currency);
  insert('revenuerecognitionrule', { ...revenueRule, isinactive: 'F' });
  for (const product of world.products) {
    if (product.erpId === null) continue;
    insert('item', {
      id: Number(product.erpId),
      itemid: product.sku,
      displayname: product.name,
      itemtype: 'Service',
      incomeaccount: account(product.glAccount),
      deferredrevenueaccount: account(deferred),
      revenuerecognitionrule: revenueRule.id,
      isinactive: 'F',
      createddate: stamp,
      lastmodifieddate: stamp,
    });
  }
  return {
    currency,
    term,
    account,
    department,
    classification,
    deferred: account(deferred),
    subsidiary(code) {
      const id = subsidiaries.get(code);
      if (id === undefined) throw new Error(`the world has no legal entity ${code}`);
      return id;
    },
  };
}

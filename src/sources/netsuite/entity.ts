import type { PartialFieldsOf } from '../../canonical/fields.ts';
import type { Row } from '../http/reader.ts';
import { type Account, flag, type Mapping, stamped } from './map.ts';
import type { Options } from './options.ts';
import { day, utc } from './statement.ts';

/** The European Economic Area, with the countries that companies serve together with it. */
const europe = new Set(
  'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO CH GB'.split(
    ' ',
  ),
);

/** The market of a country, and where its records must stay. */
function regionOf(country: string, options: Options): string {
  return options.regions[country] ?? (europe.has(country) ? 'EU' : country);
}

type Rate = NonNullable<PartialFieldsOf<'LegalEntity'>['rates']>[number];

/** One rate per currency: rows come in the order in which rates were entered, so of two on one day the later one counts. */
function ratesOf(rows: readonly Row[], functional: string): Rate[] {
  const rates = new Map<string, Rate>();
  for (const row of rows) {
    if (row.idOrNull('rate') === null) continue;
    const currency = row.text('ratecurrency');
    if (currency !== functional)
      rates.set(currency, { currency, rate: row.decimal('exchangerate'), date: row.date('effectivedate') });
  }
  return [...rates.values()].toSorted((a, b) => (a.currency < b.currency ? -1 : 1));
}

/** Subsidiaries that are not for elimination, with the newest rate of each currency into their own: one row per rate. */
export function legalEntities(account: Account): Mapping {
  const { options } = account;
  return {
    kind: 'LegalEntity',
    object: 'subsidiary',
    statement: {
      select: [
        's.id',
        'NVL(r.id, 0) AS rate',
        `s.${options.subsidiaryCode} AS code`,
        's.name',
        's.country',
        'cur.symbol AS currency',
        'rc.symbol AS ratecurrency',
        'r.exchangerate',
        day('r.effectivedate', 'effectivedate'),
        utc('s.lastmodifieddate', 'lastmodifieddate'),
      ],
      from: [
        'subsidiary s',
        'JOIN currency cur ON cur.id = s.currency',
        'LEFT JOIN (SELECT basecurrency, transactioncurrency, MAX(effectivedate) AS effectivedate FROM currencyrate GROUP BY basecurrency, transactioncurrency) newest ON newest.basecurrency = s.currency',
        'LEFT JOIN currencyrate r ON r.basecurrency = newest.basecurrency AND r.transactioncurrency = newest.transactioncurrency AND r.effectivedate = newest.effectivedate',
        'LEFT JOIN currency rc ON rc.id = r.transactioncurrency',
      ].join(' '),
      where: ["s.iselimination = 'F'"],
      key: [
        { sql: 's.id', name: 'id' },
        { sql: 'NVL(r.id, 0)', name: 'rate' },
      ],
    },
    traces: [
      { from: 'subsidiary s', where: ["s.iselimination = 'F'"], id: 's.id', stamp: 's.lastmodifieddate' },
      {
        from: 'currencyrate r JOIN subsidiary s ON s.currency = r.basecurrency',
        where: ["s.iselimination = 'F'"],
        id: 's.id',
        stamp: 'r.lastmodifieddate',
      },
    ],
    deletedAs: ['subsidiary'],
    record(rows) {
      const [row] = rows;
      const id = row.id('id');
      const code = row.textOrNull('code') ?? `S${id}`;
      const region = regionOf(row.text('country'), options);
      const functionalCurrency = row.text('currency');
      const fields: PartialFieldsOf<'LegalEntity'> = {
        code,
        name: row.text('name'),
        region,
        residency: region,
        functionalCurrency,
        rates: ratesOf(rows, functionalCurrency),
      };
      return stamped(row, {
        kind: 'LegalEntity',
        object: 'subsidiary',
        externalId: id,
        fields,
        keys: [`number:erp:${code}`],
        links: {},
      });
    },
  };
}

function periodStatus(row: Row): NonNullable<PartialFieldsOf<'AccountingPeriod'>['status']> {
  if (flag(row, 'closed')) return 'CLOSED';
  const locks = ['alllocked', 'arlocked', 'aplocked'].map((name) => flag(row, name));
  return locks.includes(true) ? 'SOFT_CLOSED' : 'OPEN';
}

/** Accounting periods that can be posted to, without the years and quarters above them. */
export function periods(): Mapping {
  return {
    kind: 'AccountingPeriod',
    object: 'accountingperiod',
    statement: {
      select: [
        'p.id',
        'p.periodname',
        day('p.startdate', 'startdate'),
        day('p.enddate', 'enddate'),
        'p.closed',
        'p.alllocked',
        'p.arlocked',
        'p.aplocked',
        utc('p.lastmodifieddate', 'lastmodifieddate'),
      ],
      from: 'accountingperiod p',
      where: ["p.isyear = 'F'", "p.isquarter = 'F'"],
      key: [{ sql: 'p.id', name: 'id' }],
    },
    traces: [
      {
        from: 'accountingperiod p',
        where: ["p.isyear = 'F'", "p.isquarter = 'F'"],
        id: 'p.id',
        stamp: 'p.lastmodifieddate',
      },
    ],
    deletedAs: ['accountingperiod', 'accounting period'],
    record(rows) {
      const [row] = rows;
      const fields: PartialFieldsOf<'AccountingPeriod'> = {
        name: row.text('periodname'),
        start: row.date('startdate'),
        end: row.date('enddate'),
        status: periodStatus(row),
      };
      return stamped(row, {
        kind: 'AccountingPeriod',
        object: 'accountingperiod',
        externalId: row.id('id'),
        fields,
        keys: [],
        links: {},
      });
    },
  };
}

import { type Table, date, datetime, decimal, flag, id, needed, text, to } from './column.ts';

/**
 * Months of the plans that were changed after a part of their time was over: what the rule alone does not tell. A plan that has none runs
 * by the rule. Not a record of SuiteQL's.
 */
export const keptSql = `create table if not exists revenueplankept (
  revenueplan integer not null, plannedperiod integer not null, amount text not null, primary key (revenueplan, plannedperiod));`;

/** A planned month as SuiteQL shows it, of some months and an amount of each. */
const planned = (months: string, amount: string): string => `
  select p.id * 1000 + ap.id as id, p.id as revenueplan, ap.id as plannedperiod,
    case when ap.closed = 'T' then ap.id end as postingperiod, ap.closed as isrecognized, ${amount} as amount,
    e.deferralaccount as deferredrevenueaccount, e.recognitionaccount
  from revenueplan p join revenueelement e on e.id = p.createdfrom ${months}`;

/**
 * Advanced Revenue Management, as far as it follows from sales orders: an element for each line of an order whose item has a rule, a plan of
 * type ACTUAL for each element, and the plan's amount by accounting period. Named as SuiteQL names them; the record API has none of them.
 * `referenceid` of an element is `SalesOrd_` and the unique key of the line. `recordnumber` and `source` are for people.
 */
export const revenueTables: Readonly<Record<string, Table>> = {
  revenuerecognitionrule: {
    key: ['id'],
    display: 'name',
    columns: { id, name: needed, isinactive: flag },
  },
  revenueelement: {
    key: ['id'],
    display: 'recordnumber',
    unique: [['referenceid']],
    indexes: [['requiresrevenueplanupdate']],
    columns: {
      id,
      recordnumber: needed,
      referenceid: needed,
      source: text,
      sourcerecordtype: text,
      entity: to('customer', true),
      subsidiary: to('subsidiary', true),
      currency: to('currency', true),
      item: to('item', true),
      quantity: decimal,
      salesamount: { ...decimal, required: true },
      revenuerecognitionrule: to('revenuerecognitionrule', true),
      revrecstartdate: { ...date, required: true },
      revrecenddate: { ...date, required: true },
      deferralaccount: to('account'),
      recognitionaccount: to('account'),
      requiresrevenueplanupdate: flag,
      lastmodifieddate: datetime,
    },
  },
  revenueplan: {
    key: ['id'],
    display: 'recordnumber',
    indexes: [['createdfrom']],
    columns: {
      id,
      recordnumber: needed,
      createdfrom: to('revenueelement', true),
      item: to('item', true),
      revenueplantype: needed,
      revenueplancurrency: needed,
      revenuerecognitionrule: to('revenuerecognitionrule', true),
      amount: { ...decimal, required: true },
      revrecstartdate: { ...date, required: true },
      revrecenddate: { ...date, required: true },
      holdrevenuerecognition: flag,
      lastmodifieddate: datetime,
    },
  },
  revenueplanplannedrevenue: {
    key: ['id'],
    view: `${planned(
      `join accountingperiod ap on ap.isyear = 'F' and ap.isquarter = 'F' and ap.isadjust = 'F'
       and ap.startdate <= p.revrecenddate and ap.enddate >= p.revrecstartdate
       where not exists (select 1 from revenueplankept k where k.revenueplan = p.id)`,
      'ns_planned(p.amount, p.revrecstartdate, p.revrecenddate, ap.startdate, ap.enddate)',
    )}
    union all ${planned(
      'join revenueplankept k on k.revenueplan = p.id join accountingperiod ap on ap.id = k.plannedperiod',
      'k.amount',
    )}`,
    columns: {
      id,
      revenueplan: to('revenueplan', true),
      plannedperiod: to('accountingperiod', true),
      postingperiod: to('accountingperiod'),
      amount: { ...decimal, required: true },
      isrecognized: flag,
      deferredrevenueaccount: to('account'),
      recognitionaccount: to('account'),
    },
  },
};

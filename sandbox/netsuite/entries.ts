import type { Company, Journal, World } from '../world/types.ts';
import type { Chart } from './chart.ts';
import { bookAmounts } from './record/ledger.ts';
import { type Insert, decimal } from './rows.ts';

function sourceDocument(company: Company, journal: Journal): string {
  const list = { INVOICE: company.invoices, PAYMENT: company.payments, CREDIT_MEMO: company.creditMemos };
  return list[journal.kind][journal.document]!.number;
}

/** The newest rate into the books' currency on a day; 1 for the books' own. Rates are in order of date. */
export function rateOn(world: World, base: string, currency: string, date: string): string {
  if (base === currency) return '1';
  const known = world.rates.filter((rate) => rate.base === base && rate.currency === currency);
  const rate = known.findLast((each) => each.date <= date) ?? known[0];
  if (!rate) throw new Error(`the world has no rate of ${currency} in ${base}`);
  return decimal(rate.rate);
}

/**
 * Makes the journal entries of every customer of the books: transaction, lines, and their effect on the books. Returns the last unique key
 * that a line was given.
 */
export function seedJournals(insert: Insert, world: World, chart: Chart): number {
  const bases = new Map(world.legalEntities.map((entity) => [entity.code, entity.currency]));
  const rates = new Map<string, string>();
  const rateOf = (base: string, currency: string, date: string) => {
    const key = `${base} ${currency} ${date}`;
    let rate = rates.get(key);
    if (rate === undefined) {
      rate = rateOn(world, base, currency, date);
      rates.set(key, rate);
    }
    return rate;
  };
  let uniquekey = 0;
  for (const company of world.companies) {
    if (!company.erp) continue;
    const entity = Number(company.erp.id);
    const subsidiary = chart.subsidiary(company.legalEntity);
    for (const journal of company.journals) {
      const id = Number(journal.erpId);
      const stamp = `${journal.date}T17:00:00Z`;
      const exchangerate = rateOf(bases.get(company.legalEntity)!, company.currency, journal.date);
      insert('transaction', {
        id,
        tranid: journal.number,
        type: 'Journal',
        recordtype: 'journalentry',
        trandate: journal.date,
        postingperiod: Number(journal.periodErpId),
        status: 'B',
        approvalstatus: 2,
        posting: 'T',
        voided: 'F',
        memo: journal.memo,
        currency: chart.currency(company.currency),
        exchangerate,
        isreversal: 'F',
        createddate: stamp,
        lastmodifieddate: stamp,
        custbody_source_document: sourceDocument(company, journal),
        custbody_customer: entity,
      });
      const lines = journal.lines.map((line) => ({
        debitforeignamount: line.debit === null ? null : decimal(line.debit),
        creditforeignamount: line.credit === null ? null : decimal(line.credit),
      }));
      const booked = bookAmounts(lines, exchangerate);
      journal.lines.forEach((line, index) => {
        const { debitforeignamount, creditforeignamount } = lines[index]!;
        const amount = booked[index]!;
        const account = chart.account(line.account);
        uniquekey += 1;
        insert('transactionline', {
          uniquekey,
          transaction: id,
          id: index,
          linesequencenumber: index,
          mainline: index === 0 ? 'T' : 'F',
          taxline: 'F',
          memo: line.memo,
          entity,
          subsidiary,
          department: line.department === null ? null : chart.department(line.department),
          class: line.class === null ? null : chart.classification(line.class),
          expenseaccount: account,
          isclosed: 'F',
          netamount: amount.toFixed(),
          foreignamount: debitforeignamount ?? `-${creditforeignamount}`,
          debitforeignamount,
          creditforeignamount,
          linelastmodifieddate: stamp,
        });
        insert('transactionaccountingline', {
          transaction: id,
          transactionline: index,
          accountingbook: 1,
          account,
          debit: debitforeignamount === null ? null : amount.toFixed(),
          credit: creditforeignamount === null ? null : amount.times(-1).toFixed(),
          amount: amount.toFixed(),
          posting: 'T',
          lastmodifieddate: stamp,
        });
      });
    }
  }
  return uniquekey;
}

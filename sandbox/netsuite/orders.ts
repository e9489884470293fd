import Big from 'big.js';
import { centsOf, decimalText } from '../world/cents.ts';
import { dateText, dayOf } from '../world/days.ts';
import type { Company, Product, Subscription, World } from '../world/types.ts';
import { type Chart, revenueRule, salesDepartment } from './chart.ts';
import { rateOn } from './entries.ts';
import { type Insert, decimal } from './rows.ts';
import { worthCents } from './worth.ts';

/** Orders have ids of their own range, so that those of journal entries do not depend on them. */
const firstId = 5_000_001;
const inForce: ReadonlySet<Subscription['status']> = new Set(['Active', 'Suspended']);

/** What the books know of a charge: its item, and what it is worth over the term; null for a product that is not set up. */
function lineOf(subscription: Subscription, charge: Subscription['items'][number], products: Products) {
  const product = products.get(charge.sku)!;
  if (product.erpId === null) return null;
  const months = product.interval === 'MONTH' ? 1 : 12;
  const cents = worthCents(
    centsOf(charge.amount),
    months,
    dayOf(subscription.start),
    dayOf(subscription.end),
  );
  return { charge, product, amount: decimal(decimalText(cents)) };
}

type Products = ReadonlyMap<string, Product>;

/**
 * Makes the sales order of every subscription in force of a company that the books know, with its revenue elements and plans: external id
 * is the subscription's number, a line for each charge, from its first day to its last. `uniquekey` is the last one that is taken.
 */
export function seedOrders(insert: Insert, world: World, chart: Chart, uniquekey: number): void {
  const products: Products = new Map(world.products.map((product) => [product.sku, product]));
  const bases = new Map(world.legalEntities.map((entity) => [entity.code, entity.currency]));
  let key = uniquekey;
  let element = 0;
  let count = 0;

  const seedLines = (company: Company, subscription: Subscription, id: number, stamp: string): void => {
    const lines = subscription.items.flatMap((charge) => lineOf(subscription, charge, products) ?? []);
    const subsidiary = chart.subsidiary(company.legalEntity);
    const currency = chart.currency(company.currency);
    const entity = Number(company.erp!.id);
    const rate = rateOn(world, bases.get(company.legalEntity)!, company.currency, subscription.start);
    const total = lines.reduce((sum, line) => sum.plus(line.amount), new Big(0)).toFixed();
    const header = { transaction: id, taxline: 'F', entity, subsidiary, isclosed: 'F' };
    const dates = {
      revrecstartdate: subscription.start,
      revrecenddate: dateText(dayOf(subscription.end) - 1),
    };
    insert('transaction', {
      id,
      tranid: `SO${String(count).padStart(7, '0')}`,
      externalid: subscription.number,
      type: 'SalesOrd',
      recordtype: 'salesorder',
      trandate: subscription.start,
      status: 'F',
      posting: 'F',
      voided: 'F',
      entity,
      currency,
      exchangerate: rate,
      foreigntotal: total,
      isreversal: 'F',
      createddate: stamp,
      lastmodifieddate: stamp,
    });
    const booked = (amount: string): string =>
      new Big(amount).times(rate).round(2, Big.roundHalfUp).toFixed();
    key += 1;
    insert('transactionline', {
      ...header,
      uniquekey: key,
      id: 0,
      linesequencenumber: 0,
      mainline: 'T',
      foreignamount: total,
      netamount: booked(total),
      linelastmodifieddate: stamp,
    });
    lines.forEach(({ charge, product, amount }, index) => {
      const item = Number(product.erpId);
      key += 1;
      insert('transactionline', {
        ...header,
        ...dates,
        uniquekey: key,
        id: index + 1,
        linesequencenumber: index + 1,
        mainline: 'F',
        memo: product.name,
        item,
        quantity: `-${decimal(charge.quantity)}`,
        rate: decimal(charge.unitPrice),
        foreignamount: `-${amount}`,
        netamount: `-${booked(amount)}`,
        department: chart.department(salesDepartment),
        class: chart.classification(company.segment),
        custcol_charge_segment: `${charge.chargeNumber}@${subscription.start}`,
        linelastmodifieddate: stamp,
      });
      element += 1;
      insert('revenueelement', {
        ...dates,
        id: element,
        recordnumber: String(element),
        referenceid: `SalesOrd_${key}`,
        source: `Sales Order #SO${String(count).padStart(7, '0')}`,
        sourcerecordtype: 'Sales Order',
        entity,
        subsidiary,
        currency,
        item,
        quantity: decimal(charge.quantity),
        salesamount: amount,
        revenuerecognitionrule: revenueRule.id,
        deferralaccount: chart.deferred,
        recognitionaccount: chart.account(product.glAccount),
        requiresrevenueplanupdate: 'F',
        lastmodifieddate: stamp,
      });
      insert('revenueplan', {
        ...dates,
        id: element,
        recordnumber: String(element),
        createdfrom: element,
        item,
        revenueplantype: 'ACTUAL',
        revenueplancurrency: company.currency,
        revenuerecognitionrule: revenueRule.id,
        amount,
        holdrevenuerecognition: 'F',
        lastmodifieddate: stamp,
      });
    });
  };

  for (const company of world.companies) {
    if (!company.erp) continue;
    for (const subscription of company.subscriptions) {
      if (!inForce.has(subscription.status)) continue;
      count += 1;
      seedLines(company, subscription, firstId + count - 1, `${subscription.start}T17:00:00Z`);
    }
  }
}

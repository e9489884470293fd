import Big from 'big.js';
import type { Sim } from '../kit/types.ts';
import type { Company, World } from '../world/types.ts';
import { type Chart, seedChart } from './chart.ts';
import { seedJournals } from './entries.ts';
import { seedOrders } from './orders.ts';
import { type Insert, decimal, inserter } from './rows.ts';

const statuses: Readonly<Record<Company['status'], { entitystatus: number; searchstage: string }>> = {
  PROSPECT: { entitystatus: 10, searchstage: 'Prospect' },
  ACTIVE: { entitystatus: 13, searchstage: 'Customer' },
  SUSPENDED: { entitystatus: 20, searchstage: 'Customer' },
  CHURNED: { entitystatus: 16, searchstage: 'Customer' },
};

/** What posted invoices leave open, and the part of it that is past due. */
function balances(company: Company, today: string): { balance: string; overduebalance: string } {
  let balance = new Big(0);
  let overdue = new Big(0);
  for (const invoice of company.invoices) {
    if (invoice.status !== 'Posted') continue;
    balance = balance.plus(invoice.balance);
    if (invoice.dueDate < today) overdue = overdue.plus(invoice.balance);
  }
  return { balance: balance.toFixed(), overduebalance: overdue.toFixed() };
}

function seedCustomer(insert: Insert, world: World, chart: Chart, company: Company): void {
  const { erp, address } = company;
  if (!erp) return;
  const id = Number(erp.id);
  const created = `${company.createdAt.slice(0, 19)}Z`;
  const parent = company.parent === null ? null : world.companies[company.parent - 1]!.erp;
  const owed = balances(company, world.today);
  insert('entityaddress', {
    nkey: id,
    addressee: company.legalName,
    addr1: address.line1,
    city: address.city,
    state: address.region,
    zip: address.postalCode,
    country: address.country,
  });
  insert('customer', {
    id,
    entityid: erp.entityId,
    companyname: erp.name,
    altname: erp.name,
    printoncheckas: company.legalName,
    isperson: 'F',
    isinactive: company.status === 'CHURNED' ? 'T' : 'F',
    url: `https://www.${company.domain}`,
    parent: parent ? Number(parent.id) : null,
    currency: chart.currency(company.currency),
    terms: chart.term(company.paymentTerms),
    creditlimit: decimal(company.creditLimit),
    creditholdoverride: company.creditHold ? 'ON' : 'AUTO',
    ...owed,
    vatregnumber: company.taxId,
    taxable: company.taxExempt ? 'F' : 'T',
    ...statuses[company.status],
    defaultbillingaddress: id,
    datecreated: created,
    lastmodifieddate: `${world.today}T04:00:00Z`,
    custentity_billing_account: erp.billingNumber,
    custentity_tax_exempt_reason: company.taxExempt ? 'Exempt organisation' : null,
  });
  insert('customersubsidiaryrelationship', {
    id,
    entity: id,
    subsidiary: chart.subsidiary(company.legalEntity),
    isprimarysub: 'T',
    primarycurrency: chart.currency(company.currency),
    balance: owed.balance,
    isinactive: 'F',
  });
}

const stamps = ['createddate', 'datecreated', 'lastmodifieddate', 'linelastmodifieddate'];

/** As `insert`, where nothing happened later than ten minutes ago: the world's day may not be over yet, or not have begun. */
function settled(sim: Sim, insert: Insert): Insert {
  const latest = `${new Date(sim.now() - 600_000).toISOString().slice(0, 19)}Z`;
  return (table, values) => {
    const late = stamps.filter((name) => String(values[name] ?? '') > latest);
    insert(table, { ...values, ...Object.fromEntries(late.map((name) => [name, latest])) });
  };
}

/** Fills the empty books from the world: chart, periods, rates, items, customers with their balances, journal entries, sales orders. */
export function seedBooks(sim: Sim, world: World): void {
  const insert = settled(sim, inserter(sim));
  const chart = seedChart(insert, world);
  for (const company of world.companies) seedCustomer(insert, world, chart, company);
  const uniquekey = seedJournals(insert, world, chart);
  seedOrders(insert, world, chart, uniquekey);
}

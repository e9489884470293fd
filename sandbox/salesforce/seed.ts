import type { SQLInputValue, StatementSync } from 'node:sqlite';
import { quoted } from '../kit/database.ts';
import type { Sim } from '../kit/types.ts';
import type { Company, Contract, Opportunity, World } from '../world/types.ts';
import { integrationUserId, mintId } from './id.ts';
import { sobjectNamed, tableOf } from './objects.ts';
import { stampOf } from './record.ts';

type Values = Readonly<Record<string, SQLInputValue>>;
type Insert = (object: string, values: Values) => void;

/** What a line of a deal takes from the catalogue, by SKU and currency. */
type Entries = ReadonlyMap<
  string,
  { readonly id: string; readonly productId: string; readonly price: number }
>;

const typeOf: Readonly<Record<Company['status'], string>> = {
  PROSPECT: 'Prospect',
  ACTIVE: 'Customer',
  SUSPENDED: 'On Hold',
  CHURNED: 'Former Customer',
};
const standardPricebookId = mintId('01s', 0);
const activated = new Set<string>(['Activated', 'Expired', 'Terminated']);

function inserter(sim: Sim): Insert {
  const statements = new Map<string, StatementSync>();
  return (object, values) => {
    const names = Object.keys(values);
    const key = `${object}:${names.join()}`;
    let statement = statements.get(key);
    if (!statement) {
      const table = quoted(tableOf(sobjectNamed(object)!));
      statement = sim.db.prepare(
        `insert into ${table} (${names.map(quoted).join(', ')}) values (${names.map(() => '?').join(', ')})`,
      );
      statements.set(key, statement);
    }
    statement.run(...Object.values(values));
  };
}

function audit(at: string, by = integrationUserId): Values {
  const stamp = stampOf(Date.parse(at));
  return {
    CreatedDate: stamp,
    CreatedById: by,
    LastModifiedDate: stamp,
    LastModifiedById: by,
    SystemModstamp: stamp,
  };
}

function seedUsers(insert: Insert, world: World, since: string): void {
  const people = [
    {
      crmId: integrationUserId,
      name: 'Integration User',
      email: 'integration@hub.example',
      title: null,
      type: 'CloudIntegrationUser',
    },
    ...world.reps.map((rep) => ({ ...rep, title: 'Account Executive', type: 'Standard' })),
  ];
  for (const { crmId, name, email, title, type } of people) {
    const space = name.lastIndexOf(' ');
    insert('User', {
      Id: crmId,
      Username: `${email}.crm`,
      FirstName: space < 0 ? null : name.slice(0, space),
      LastName: name.slice(space + 1),
      Email: email,
      Title: title,
      IsActive: 1,
      UserType: type,
      ...audit(since),
    });
  }
}

function seedProducts(sim: Sim, insert: Insert, world: World, since: string): Entries {
  insert('Pricebook2', {
    Id: standardPricebookId,
    Name: 'Standard Price Book',
    IsActive: 1,
    IsStandard: 1,
    ...audit(since),
  });
  const entries = new Map<string, { id: string; productId: string; price: number }>();
  for (const { crmId, name, sku, prices } of world.products) {
    if (crmId === null) continue;
    insert('Product2', {
      Id: crmId,
      Name: name,
      ProductCode: sku,
      StockKeepingUnit: sku,
      IsActive: 1,
      Family: 'Software',
      ...audit(since),
    });
    for (const [currency, price] of Object.entries(prices)) {
      const id = mintId('01u', entries.size + 1);
      entries.set(`${sku} ${currency}`, { id, productId: crmId, price: Number(price) });
      insert('PricebookEntry', {
        Id: id,
        Pricebook2Id: standardPricebookId,
        Product2Id: crmId,
        UnitPrice: Number(price),
        IsActive: 1,
        CurrencyIsoCode: currency,
        ...audit(since),
      });
    }
  }
  // What the API makes later is numbered behind these.
  sim.db.prepare(`insert into sf_counter (name, value) values ('id/PricebookEntry', ?)`).run(entries.size);
  return entries;
}

function seedAccounts(insert: Insert, company: Company, owner: string, parent: Company | undefined): void {
  const { crm, crmDuplicate, address, currency } = company;
  if (!crm) return;
  const shared = {
    Type: typeOf[company.status],
    Tax_Id__c: company.taxId,
    OwnerId: owner,
    CurrencyIsoCode: currency,
    ...audit(company.createdAt, owner),
  };
  const website = (domain: string | null): string | null =>
    domain === null ? null : `https://www.${domain}`;
  insert('Account', {
    Id: crm.id,
    Name: crm.name,
    ParentId: parent?.crm?.id ?? null,
    BillingStreet: address.line1,
    BillingCity: address.city,
    BillingState: address.region,
    BillingPostalCode: address.postalCode,
    BillingCountry: address.country,
    Website: website(crm.domain),
    Industry: company.industry,
    Legal_Name__c: company.legalName,
    Segment__c: company.segment,
    ...shared,
  });
  if (!crmDuplicate) return;
  insert('Account', {
    Id: crmDuplicate.id,
    Name: crmDuplicate.name,
    Website: website(company.domain),
    ...shared,
  });
}

function seedContract(insert: Insert, contract: Contract, common: Values): void {
  insert('Contract', {
    Id: contract.crmId,
    ContractNumber: contract.number,
    Status: contract.status,
    StartDate: contract.start,
    ContractTerm: contract.termMonths,
    AutoRenew__c: contract.autoRenew ? 1 : 0,
    Payment_Terms__c: contract.paymentTerms,
    TCV__c: Number(contract.tcv),
    ...(activated.has(contract.status) && {
      ActivatedDate: common.CreatedDate ?? null,
      ActivatedById: common.CreatedById ?? null,
    }),
    ...common,
  });
}

function seedOpportunity(insert: Insert, deal: Opportunity, company: Company, common: Values): void {
  const chance =
    { 'Closed Won': 100, 'Closed Lost': 0, 'Negotiation/Review': 80 }[deal.stage as string] ?? 20;
  insert('Opportunity', {
    Id: deal.crmId,
    Name: deal.name,
    StageName: deal.stage,
    Amount: Number(deal.amount),
    Probability: chance,
    CloseDate: deal.closeDate,
    ContractId: deal.contract === null ? null : (company.contracts[deal.contract]?.crmId ?? null),
    Pricebook2Id: standardPricebookId,
    HasOpportunityLineItem: deal.lines.length > 0 ? 1 : 0,
    ...common,
  });
}

function seedLines(
  insert: Insert,
  deal: Opportunity,
  currency: string,
  entries: Entries,
  stamps: Values,
): void {
  for (const { crmId, sku, quantity, unitPrice } of deal.lines) {
    const entry = entries.get(`${sku} ${currency}`)!;
    insert('OpportunityLineItem', {
      Id: crmId,
      OpportunityId: deal.crmId,
      PricebookEntryId: entry.id,
      Product2Id: entry.productId,
      ProductCode: sku,
      Quantity: Number(quantity),
      UnitPrice: Number(unitPrice),
      ListPrice: entry.price,
      CurrencyIsoCode: currency,
      ...stamps,
    });
  }
}

/** Fills the organisation with the world as the CRM knows it: its salespeople, catalogue, accounts with their doubles, and what hangs on them. */
export function seed(sim: Sim, world: World): void {
  const insert = inserter(sim);
  const since = world.companies.reduce(
    (least, { createdAt }) => (createdAt < least ? createdAt : least),
    world.today,
  );
  seedUsers(insert, world, since);
  const entries = seedProducts(sim, insert, world, since);
  const byOrdinal = new Map(world.companies.map((company) => [company.ordinal, company]));
  for (const company of world.companies) {
    const { crm, createdAt, currency } = company;
    if (!crm) continue;
    const owner = world.reps[company.owner]?.crmId ?? integrationUserId;
    seedAccounts(insert, company, owner, company.parent === null ? undefined : byOrdinal.get(company.parent));
    const common = {
      AccountId: crm.id,
      OwnerId: owner,
      CurrencyIsoCode: currency,
      ...audit(createdAt, owner),
    };
    for (const { crmId, firstName, lastName, email, title } of company.contacts) {
      if (crmId === null) continue;
      insert('Contact', {
        Id: crmId,
        FirstName: firstName,
        LastName: lastName,
        Email: email,
        Title: title,
        ...common,
      });
    }
    for (const contract of company.contracts) seedContract(insert, contract, common);
    for (const deal of company.opportunities) {
      seedOpportunity(insert, deal, company, common);
      seedLines(insert, deal, currency, entries, audit(createdAt, owner));
    }
  }
}

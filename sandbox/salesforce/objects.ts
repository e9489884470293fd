import { contract, opportunity, opportunityLineItem } from './deal-objects.ts';
import { field, readOnly, reference, required, sobject } from './field.ts';
import type { Field, SObject } from './field.ts';
import { processInstance, processInstanceWorkitem } from './approval-objects.ts';
import { hubId, owner } from './custom-field.ts';

const user = sobject(
  'User',
  '005',
  [
    field('Username', 'string', { ...required, length: 80 }),
    field('LastName', 'string', { ...required, length: 80 }),
    field('FirstName', 'string', { length: 40 }),
    field('Name', 'string', {
      ...readOnly,
      length: 121,
      formula: `trim(coalesce("FirstName", '') || ' ' || "LastName")`,
    }),
    field('Email', 'email', { ...required, length: 128 }),
    field('Title', 'string', { length: 80 }),
    field('IsActive', 'boolean', { initial: 1 }),
    field('UserType', 'picklist', {
      ...readOnly,
      picklist: ['Standard', 'PowerPartner', 'Guest', 'AutomatedProcess', 'CloudIntegrationUser'],
      initial: 'Standard',
    }),
  ],
  { deletable: false },
);

const account = sobject('Account', '001', [
  field('Name', 'string', { ...required, label: 'Account Name' }),
  field('Type', 'picklist', { picklist: ['Prospect', 'Customer', 'Former Customer', 'On Hold'] }),
  reference('ParentId', 'Account'),
  field('BillingStreet', 'textarea', { length: 255 }),
  field('BillingCity', 'string', { length: 40 }),
  field('BillingState', 'string', { length: 80 }),
  field('BillingPostalCode', 'string', { length: 20 }),
  field('BillingCountry', 'string', { length: 80 }),
  field('Phone', 'phone'),
  field('AccountNumber', 'string', { length: 40 }),
  field('Website', 'url'),
  field('Industry', 'picklist'),
  field('AnnualRevenue', 'currency'),
  field('NumberOfEmployees', 'int'),
  field('Description', 'textarea'),
  owner,
  field('Legal_Name__c', 'string'),
  field('Segment__c', 'picklist', { picklist: ['Enterprise', 'Mid-Market', 'SMB'] }),
  // An external id that is not unique: an upsert by it meets two rows where an account is doubled, and answers 300.
  field('Tax_Id__c', 'string', { externalId: true, length: 40 }),
  hubId,
]);

const contact = sobject('Contact', '003', [
  reference('AccountId', 'Account'),
  field('LastName', 'string', { ...required, length: 80 }),
  field('FirstName', 'string', { length: 40 }),
  field('Name', 'string', {
    ...readOnly,
    length: 121,
    formula: `trim(coalesce("FirstName", '') || ' ' || "LastName")`,
  }),
  field('Email', 'email'),
  field('Phone', 'phone'),
  field('Title', 'string', { length: 128 }),
  owner,
  hubId,
]);

const product = sobject(
  'Product2',
  '01t',
  [
    field('Name', 'string', { ...required, label: 'Product Name' }),
    field('ProductCode', 'string'),
    field('StockKeepingUnit', 'string', { length: 180 }),
    field('Description', 'textarea', { length: 4000 }),
    field('IsActive', 'boolean'),
    field('Family', 'picklist'),
  ],
  { label: 'Product' },
);

const pricebook = sobject(
  'Pricebook2',
  '01s',
  [
    field('Name', 'string', { ...required, label: 'Price Book Name' }),
    field('IsActive', 'boolean'),
    field('IsStandard', 'boolean', readOnly),
  ],
  { label: 'Price Book' },
);

const pricebookEntry = sobject(
  'PricebookEntry',
  '01u',
  [
    reference('Pricebook2Id', 'Pricebook2', { ...required, updateable: false }),
    reference('Product2Id', 'Product2', { ...required, updateable: false }),
    field('UnitPrice', 'currency', required),
    field('IsActive', 'boolean'),
    field('UseStandardPrice', 'boolean'),
  ],
  { label: 'Price Book Entry', labelPlural: 'Price Book Entries' },
);

const all = [
  user,
  account,
  contact,
  opportunity,
  opportunityLineItem,
  contract,
  product,
  pricebook,
  pricebookEntry,
  processInstance,
  processInstanceWorkitem,
];

/** The objects of the organisation, by name in lower case: names are not case-sensitive in Salesforce. */
const byName = new Map(all.map((each) => [each.name.toLowerCase(), each]));

export const sobjects: readonly SObject[] = all;

export function sobjectNamed(name: string): SObject | undefined {
  return byName.get(name.toLowerCase());
}

/** A field by name, in any case. */
export function fieldNamed(object: SObject, name: string): Field | undefined {
  const wanted = name.toLowerCase();
  return object.fields.find((each) => each.name.toLowerCase() === wanted);
}

/** The lists of children that a sub-query or describe can name, by parent. */
export const childRelationships: Readonly<
  Record<string, readonly { readonly name: string; readonly child: string; readonly field: string }[]>
> = {
  Account: [
    { name: 'ChildAccounts', child: 'Account', field: 'ParentId' },
    { name: 'Contacts', child: 'Contact', field: 'AccountId' },
    { name: 'Opportunities', child: 'Opportunity', field: 'AccountId' },
    { name: 'Contracts', child: 'Contract', field: 'AccountId' },
  ],
  Opportunity: [
    { name: 'OpportunityLineItems', child: 'OpportunityLineItem', field: 'OpportunityId' },
    { name: 'ProcessInstances', child: 'ProcessInstance', field: 'TargetObjectId' },
  ],
  Contract: [{ name: 'ProcessInstances', child: 'ProcessInstance', field: 'TargetObjectId' }],
  ProcessInstance: [{ name: 'Workitems', child: 'ProcessInstanceWorkitem', field: 'ProcessInstanceId' }],
  Product2: [{ name: 'PricebookEntries', child: 'PricebookEntry', field: 'Product2Id' }],
  Pricebook2: [{ name: 'PricebookEntries', child: 'PricebookEntry', field: 'Pricebook2Id' }],
};

/** The table of an object. */
export function tableOf(object: SObject): string {
  return `sf_${object.name}`;
}

import { hubId, owner } from './custom-field.ts';
import { field, readOnly, reference, required, sobject } from './field.ts';

const stages = [
  'Prospecting',
  'Qualification',
  'Proposal/Price Quote',
  'Negotiation/Review',
  'Closed Won',
  'Closed Lost',
];

/** A deal. The two fields of the hub's say how its order stands. */
export const opportunity = sobject(
  'Opportunity',
  '006',
  [
    reference('AccountId', 'Account'),
    field('Name', 'string', { ...required, length: 120 }),
    field('StageName', 'picklist', { ...required, picklist: stages }),
    field('Amount', 'currency'),
    field('Probability', 'percent'),
    field('CloseDate', 'date', required),
    field('Type', 'picklist'),
    field('Description', 'textarea'),
    field('IsClosed', 'boolean', { ...readOnly, formula: `"StageName" in ('Closed Won', 'Closed Lost')` }),
    field('IsWon', 'boolean', { ...readOnly, formula: `"StageName" = 'Closed Won'` }),
    field('HasOpportunityLineItem', 'boolean', readOnly),
    reference('Pricebook2Id', 'Pricebook2'),
    reference('ContractId', 'Contract'),
    field('Isthmus_Order_Status__c', 'string', { length: 40 }),
    field('Isthmus_Order_Number__c', 'string', { length: 80 }),
    owner,
    hubId,
  ],
  { labelPlural: 'Opportunities' },
);

/**
 * A product of a deal. Its product and list price follow from the price book entry, its total from price, quantity and discount.
 * Source: object reference, OpportunityLineItem.
 */
export const opportunityLineItem = sobject(
  'OpportunityLineItem',
  '00k',
  [
    reference('OpportunityId', 'Opportunity', { ...required, updateable: false }),
    reference('PricebookEntryId', 'PricebookEntry', { ...required, updateable: false }),
    reference('Product2Id', 'Product2', { ...readOnly, ...required }),
    field('ProductCode', 'string', readOnly),
    field('Quantity', 'double', required),
    field('UnitPrice', 'currency'),
    field('Discount', 'percent'),
    field('TotalPrice', 'currency', {
      formula: `round("UnitPrice" * "Quantity" * (100 - coalesce("Discount", 0)) / 100, 2)`,
    }),
    field('ListPrice', 'currency', readOnly),
    field('ServiceDate', 'date'),
    field('Description', 'string'),
  ],
  { label: 'Opportunity Product' },
);

/** The words of a contract's status. All but the first two are of the category Activated; the organisation added the last two. */
const contractStatuses = [
  'Draft',
  'In Approval',
  'Activated',
  'Expired',
  'Terminated',
  'Amending',
  'Renewed',
] as const;

/** What was agreed with an account. */
export const contract = sobject('Contract', '800', [
  reference('AccountId', 'Account', required),
  field('Status', 'picklist', {
    ...required,
    picklist: contractStatuses,
    restricted: true,
    initial: 'Draft',
  }),
  field('StatusCode', 'picklist', {
    ...readOnly,
    picklist: ['Draft', 'InApproval', 'Activated'],
    formula: `case "Status" when 'Draft' then 'Draft' when 'In Approval' then 'InApproval' else 'Activated' end`,
  }),
  field('StartDate', 'date'),
  field('ContractTerm', 'int'),
  field('EndDate', 'date', {
    ...readOnly,
    formula: `date("StartDate", "ContractTerm" || ' months', 'floor', '-1 day')`,
  }),
  field('ContractNumber', 'string', { ...readOnly, ...required, length: 30 }),
  field('ActivatedDate', 'datetime', readOnly),
  reference('ActivatedById', 'User', readOnly),
  field('AutoRenew__c', 'boolean'),
  field('Payment_Terms__c', 'picklist', { picklist: ['Net 30', 'Net 45', 'Net 60'], restricted: true }),
  field('TCV__c', 'currency'),
  owner,
  hubId,
]);

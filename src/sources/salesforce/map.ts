import type { Kind } from '../../canonical/kind.ts';
import { money } from '../../canonical/money.ts';
import { refKey } from '../../canonical/record.ts';
import type { Key, Link, SourceRecord } from '../../canonical/record.ts';
import type { PartialFieldsOf } from '../../canonical/fields.ts';
import type { Problem } from '../../canonical/problem.ts';
import { recordOr } from '../http/fit.ts';
import type { Row } from '../http/reader.ts';

/** What a mapping says of a row; the rest of the record is the same for every object. */
interface Mapped<K extends Kind> {
  readonly fields: PartialFieldsOf<K>;
  readonly keys?: readonly Key[];
  readonly links?: Readonly<Record<string, Link | null>>;
}

interface Mapping<K extends Kind> {
  readonly object: string;
  /** The fields asked for, besides Id and SystemModstamp. All of them must be in the answer. */
  readonly fields: readonly string[];
  /** Which rows of the object are of the kind, as a SOQL condition and as a check of a row; absent: all. */
  readonly only?: { readonly condition: string; readonly keeps: (row: Row) => boolean };
  /** False where the object's rows cannot be deleted and so have no IsDeleted. */
  readonly deletable?: false;
  map(row: Row, instance: string): Mapped<K>;
}

/** What the organisation's picklists mean in canonical words. */
const customerStatus = new Map<string, NonNullable<PartialFieldsOf<'Customer'>['status']>>([
  ['Prospect', 'PROSPECT'],
  ['Customer', 'ACTIVE'],
  ['Former Customer', 'CHURNED'],
  ['On Hold', 'SUSPENDED'],
]);
export const contractStatus = new Map<string, NonNullable<PartialFieldsOf<'Contract'>['status']>>([
  ['Draft', 'DRAFT'],
  ['In Approval', 'DRAFT'],
  ['Activated', 'ACTIVE'],
  ['Expired', 'EXPIRED'],
  ['Terminated', 'TERMINATED'],
  ['Amending', 'AMENDING'],
  ['Renewed', 'RENEWED'],
]);
export const stages = new Map<string, NonNullable<PartialFieldsOf<'Opportunity'>['stage']>>([
  ['Closed Won', 'CLOSED_WON'],
  ['Closed Lost', 'CLOSED_LOST'],
  ['Negotiation/Review', 'NEGOTIATION'],
]);

function linkTo(kind: Kind, instance: string, object: string, id: string | null): Link | null {
  return id === null ? null : { kind, key: refKey(instance, object, id) };
}

/** The host of a website field, which people fill with anything from `acme.com` to a deep link; null when no host is in it. */
export function domainOf(website: string | null): string | null {
  if (website === null) return null;
  const text = website.trim();
  const parsed = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`);
  const host = parsed?.hostname.replace(/^www\./, '').replace(/\.$/, '');
  return host?.includes('.') ? host : null;
}

/** A tax id as it is compared: upper case, without spaces, dots and dashes. */
function taxKey(taxId: string): Key {
  return `tax:${taxId.toUpperCase().replaceAll(/[\s.-]/g, '')}`;
}

function addressOf(row: Row): PartialFieldsOf<'Customer'>['billingAddress'] {
  const street = row.textOrNull('BillingStreet');
  const city = row.textOrNull('BillingCity');
  const region = row.textOrNull('BillingState');
  const postalCode = row.textOrNull('BillingPostalCode');
  const country = row.textOrNull('BillingCountry');
  if (street === null || city === null || country === null) return null;
  const [line1 = street, ...others] = street.split(/\r?\n/).filter((line) => line.trim() !== '');
  return { line1, line2: others.join(', ') || null, city, region, postalCode, country };
}

function amountOf(row: Row, name: string): ReturnType<typeof money> | null {
  const amount = row.decimalOrNull(name);
  const currency = row.text('CurrencyIsoCode');
  return amount === null ? null : money(amount, currency);
}

const user: Mapping<'User'> = {
  object: 'User',
  fields: ['Name', 'UserType'],
  // People: not portal users, guests, or the users as which Salesforce's own processes and integrations run.
  only: { condition: "UserType = 'Standard'", keeps: (row) => row.text('UserType') === 'Standard' },
  deletable: false,
  map: (row) => ({ fields: { name: row.text('Name') } }),
};

const account: Mapping<'Customer'> = {
  object: 'Account',
  fields: [
    'Name',
    'Type',
    'ParentId',
    'OwnerId',
    'Website',
    'Industry',
    'BillingStreet',
    'BillingCity',
    'BillingState',
    'BillingPostalCode',
    'BillingCountry',
    'CurrencyIsoCode',
    'Legal_Name__c',
    'Segment__c',
    'Tax_Id__c',
  ],
  map(row, instance) {
    const type = row.textOrNull('Type');
    const status = type === null ? undefined : customerStatus.get(type);
    const taxId = row.textOrNull('Tax_Id__c');
    const domain = domainOf(row.textOrNull('Website'));
    return {
      fields: {
        name: row.text('Name'),
        legalName: row.textOrNull('Legal_Name__c'),
        // An organisation may add words to its picklist: what they mean is not for us to guess.
        ...(status && { status }),
        ...(type !== null && { rawStatus: type }),
        segment: row.textOrNull('Segment__c'),
        industry: row.textOrNull('Industry'),
        domain,
        taxIds: taxId === null ? [] : [taxId],
        billingAddress: addressOf(row),
        currency: row.text('CurrencyIsoCode'),
      },
      keys: [...(taxId === null ? [] : [taxKey(taxId)]), ...(domain === null ? [] : [`domain:${domain}`])],
      links: {
        parent: linkTo('Customer', instance, 'Account', row.idOrNull('ParentId')),
        accountOwner: linkTo('User', instance, 'User', row.id('OwnerId')),
      },
    };
  },
};

const contact: Mapping<'Contact'> = {
  object: 'Contact',
  fields: ['AccountId', 'Name', 'Email', 'Title'],
  map(row, instance) {
    const email = row.textOrNull('Email')?.toLowerCase() ?? null;
    return {
      fields: { name: row.text('Name'), email, role: row.textOrNull('Title') },
      keys: email === null ? [] : [`email:${email}`],
      links: { customer: linkTo('Customer', instance, 'Account', row.idOrNull('AccountId')) },
    };
  },
};

const opportunity: Mapping<'Opportunity'> = {
  object: 'Opportunity',
  fields: ['AccountId', 'Name', 'StageName', 'Amount', 'CurrencyIsoCode', 'CloseDate', 'ContractId'],
  map(row, instance) {
    const rawStage = row.text('StageName');
    return {
      fields: {
        name: row.text('Name'),
        stage: stages.get(rawStage) ?? 'OPEN',
        rawStage,
        amount: amountOf(row, 'Amount'),
        closeDate: row.date('CloseDate'),
      },
      links: {
        customer: linkTo('Customer', instance, 'Account', row.idOrNull('AccountId')),
        contract: linkTo('Contract', instance, 'Contract', row.idOrNull('ContractId')),
      },
    };
  },
};

const contract: Mapping<'Contract'> = {
  object: 'Contract',
  fields: [
    'AccountId',
    'ContractNumber',
    'Status',
    'StartDate',
    'EndDate',
    'AutoRenew__c',
    'Payment_Terms__c',
    'TCV__c',
    'CurrencyIsoCode',
  ],
  map(row, instance) {
    const number = row.text('ContractNumber');
    const rawStatus = row.text('Status');
    const status = contractStatus.get(rawStatus);
    return {
      fields: {
        number,
        ...(status && { status }),
        rawStatus,
        termStart: row.dateOrNull('StartDate'),
        termEnd: row.dateOrNull('EndDate'),
        autoRenew: row.boolOrNull('AutoRenew__c'),
        paymentTerms: row.textOrNull('Payment_Terms__c'),
        tcv: amountOf(row, 'TCV__c'),
      },
      keys: [`number:crm:${number}`],
      links: { customer: linkTo('Customer', instance, 'Account', row.id('AccountId')) },
    };
  },
};

const product: Mapping<'Product'> = {
  object: 'Product2',
  fields: ['Name', 'ProductCode', 'IsActive'],
  map(row) {
    const sku = row.textOrNull('ProductCode');
    return {
      fields: { name: row.text('Name'), active: row.bool('IsActive'), ...(sku !== null && { sku }) },
      keys: sku === null ? [] : [`sku:${sku}`],
    };
  },
};

/** The kinds Salesforce supplies, in the order of a backfill, and how each is read. */
export const mappings = {
  User: user,
  Customer: account,
  Contact: contact,
  Opportunity: opportunity,
  Contract: contract,
  Product: product,
} as const;

export type SalesforceKind = keyof typeof mappings;

/** The SOQL condition on the rows of the object that are of the kind; undefined for all. */
export function scanned(kind: SalesforceKind): string | undefined {
  return (mappings[kind] as Mapping<SalesforceKind>).only?.condition;
}

/** Whether a row of the object is of the kind. */
export function isKept(kind: SalesforceKind, row: Row): boolean {
  return (mappings[kind] as Mapping<SalesforceKind>).only?.keeps(row) ?? true;
}

/** Whether rows of the kind's object can be deleted. */
export function isDeletable(kind: SalesforceKind): boolean {
  return (mappings[kind] as Mapping<SalesforceKind>).deletable ?? true;
}

/** The names to select for a kind. */
export function selected(kind: SalesforceKind): readonly string[] {
  return ['Id', 'SystemModstamp', ...mappings[kind].fields];
}

/** A row of the kind's object as a canonical record. Throws SOURCE_DRIFTED with the path of what is missing or of another type. */
export function recordOf(kind: SalesforceKind, row: Row, instance: string): SourceRecord {
  const { object, map } = mappings[kind];
  const { fields, keys = [], links = {} } = map(row, instance) as Mapped<SalesforceKind>;
  const present = Object.entries(links).filter((entry): entry is [string, Link] => entry[1] !== null);
  return {
    kind,
    object,
    externalId: row.id('Id'),
    version: row.text('SystemModstamp'),
    sourceTime: row.instant('SystemModstamp'),
    fields,
    keys,
    links: Object.fromEntries(present),
  };
}

/** The same, or the Problem of a row that does not fit, named by its id. */
export function recordOrProblem(kind: SalesforceKind, row: Row, instance: string): SourceRecord | Problem {
  return recordOr(
    () => recordOf(kind, row, instance),
    () => ({ object: mappings[kind].object, externalId: row.id('Id') }),
  );
}

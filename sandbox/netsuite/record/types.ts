/** How the record API shows a column. A `ref` names another record; an `enum` is a code with a display name. */
export interface Field {
  readonly column: string;
  readonly type: 'text' | 'number' | 'bool' | 'date' | 'datetime' | 'ref' | 'enum';
  readonly readOnly?: boolean;
  /** Stored with the opposite sign. */
  readonly negated?: boolean;
  /** Display names, where the column's own are those of SuiteQL. */
  readonly words?: Readonly<Record<string, string>>;
}

/** The lines of a record, by the name of the member that holds them. */
export interface Sublist {
  readonly name: string;
  readonly fields: Readonly<Record<string, Field>>;
  /** A condition on `transactionline` that is met by these lines. */
  readonly where: string;
  /** What a line that is made lacks. */
  readonly blank: Readonly<Record<string, string | null>>;
}

export interface RecordType {
  /** The SuiteQL table that holds it. */
  readonly table: string;
  /** Rows of the table that are of this type. */
  readonly only?: { readonly column: string; readonly value: string };
  readonly fields: Readonly<Record<string, Field>>;
  readonly sublist?: Sublist;
  /** Must be given when a record is made. */
  readonly required: readonly string[];
  /** Records of this type cannot be written through this simulator. */
  readonly readOnly?: boolean;
}

const field =
  (type: Field['type'], readOnly = false) =>
  (column: string): Field => ({ column, type, readOnly });
const text = field('text');
const number = field('number');
const bool = field('bool');
const date = field('date');
const ref = field('ref');
const word = field('enum');
const stamp = field('datetime', true);

const item = (itemtype: string): RecordType => ({
  table: 'item',
  only: { column: 'itemtype', value: itemtype },
  required: ['itemId'],
  fields: {
    itemId: text('itemid'),
    displayName: text('displayname'),
    externalId: text('externalid'),
    incomeAccount: ref('incomeaccount'),
    deferredRevenueAccount: ref('deferredrevenueaccount'),
    revenueRecognitionRule: ref('revenuerecognitionrule'),
    isInactive: bool('isinactive'),
    createdDate: stamp('createddate'),
    lastModifiedDate: stamp('lastmodifieddate'),
  },
});

const journalLines: Sublist = {
  name: 'line',
  where: '1',
  blank: { debitforeignamount: null, creditforeignamount: null },
  fields: {
    line: number('linesequencenumber'),
    account: ref('expenseaccount'),
    debit: number('debitforeignamount'),
    credit: number('creditforeignamount'),
    memo: text('memo'),
    entity: ref('entity'),
    department: ref('department'),
    class: ref('class'),
    location: ref('location'),
  },
};

const sold = (column: string): Field => ({ ...number(column), negated: true });

/** Lines of an order; `line` stays with a line for good. The custom column is the account's own: which charge the line stands for, and since when. */
const orderLines: Sublist = {
  name: 'item',
  where: "mainline = 'F' and taxline = 'F'",
  blank: {},
  fields: {
    line: number('id'),
    lineUniqueKey: field('text', true)('uniquekey'),
    item: ref('item'),
    description: text('memo'),
    quantity: sold('quantity'),
    rate: number('rate'),
    amount: sold('foreignamount'),
    isClosed: bool('isclosed'),
    department: ref('department'),
    class: ref('class'),
    location: ref('location'),
    revRecStartDate: date('revrecstartdate'),
    revRecEndDate: date('revrecenddate'),
    custcol_charge_segment: text('custcol_charge_segment'),
  },
};

const orderStatuses = { A: 'Pending Approval', F: 'Pending Billing', H: 'Closed' } as const;

/** The record types of the record API, by the name in the path. */
export const recordTypes: Readonly<Record<string, RecordType>> = {
  customer: {
    table: 'customer',
    required: ['subsidiary'],
    fields: {
      entityId: text('entityid'),
      externalId: text('externalid'),
      companyName: text('companyname'),
      printOnCheckAs: text('printoncheckas'),
      isPerson: bool('isperson'),
      isInactive: bool('isinactive'),
      email: text('email'),
      url: text('url'),
      parent: ref('parent'),
      subsidiary: ref('subsidiary'),
      currency: ref('currency'),
      terms: ref('terms'),
      creditLimit: number('creditlimit'),
      creditHoldOverride: word('creditholdoverride'),
      balance: field('number', true)('balancesearch'),
      overdueBalance: field('number', true)('overduebalancesearch'),
      vatRegNumber: text('vatregnumber'),
      taxable: bool('taxable'),
      entityStatus: word('entitystatus'),
      dateCreated: stamp('datecreated'),
      lastModifiedDate: stamp('lastmodifieddate'),
      custentity_billing_account: text('custentity_billing_account'),
      custentity_tax_exempt_reason: text('custentity_tax_exempt_reason'),
    },
  },
  journalEntry: {
    table: 'transaction',
    only: { column: 'recordtype', value: 'journalentry' },
    sublist: journalLines,
    required: ['subsidiary', 'line'],
    fields: {
      tranId: text('tranid'),
      externalId: text('externalid'),
      tranDate: date('trandate'),
      postingPeriod: ref('postingperiod'),
      memo: text('memo'),
      subsidiary: ref('subsidiary'),
      currency: ref('currency'),
      exchangeRate: number('exchangerate'),
      approvalStatus: word('approvalstatus'),
      reversalDate: date('reversaldate'),
      reversalEntry: field('ref', true)('reversal'),
      createdDate: stamp('createddate'),
      lastModifiedDate: stamp('lastmodifieddate'),
      custbody_source_document: text('custbody_source_document'),
      custbody_customer: ref('custbody_customer'),
    },
  },
  salesOrder: {
    table: 'transaction',
    only: { column: 'recordtype', value: 'salesorder' },
    sublist: orderLines,
    required: ['entity', 'item'],
    fields: {
      tranId: text('tranid'),
      externalId: text('externalid'),
      tranDate: date('trandate'),
      entity: ref('entity'),
      subsidiary: ref('subsidiary'),
      currency: ref('currency'),
      exchangeRate: number('exchangerate'),
      otherRefNum: text('otherrefnum'),
      memo: text('memo'),
      status: { ...field('enum', true)('status'), words: orderStatuses },
      total: field('number', true)('foreigntotal'),
      createdDate: stamp('createddate'),
      lastModifiedDate: stamp('lastmodifieddate'),
    },
  },
  serviceSaleItem: item('Service'),
  inventoryItem: item('InvtPart'),
  subsidiary: {
    table: 'subsidiary',
    readOnly: true,
    required: [],
    fields: {
      name: text('name'),
      legalName: text('legalname'),
      externalId: text('externalid'),
      tranPrefix: text('tranprefix'),
      country: text('country'),
      state: text('state'),
      currency: ref('currency'),
      isElimination: bool('iselimination'),
      isInactive: bool('isinactive'),
      lastModifiedDate: stamp('lastmodifieddate'),
    },
  },
  accountingPeriod: {
    table: 'accountingperiod',
    readOnly: true,
    required: [],
    fields: {
      periodName: text('periodname'),
      startDate: date('startdate'),
      endDate: date('enddate'),
      parent: ref('parent'),
      closed: bool('closed'),
      allLocked: bool('alllocked'),
      arLocked: bool('arlocked'),
      apLocked: bool('aplocked'),
      isYear: bool('isyear'),
      isQuarter: bool('isquarter'),
    },
  },
};

const typeOfTable = new Map(
  Object.entries(recordTypes)
    .toReversed()
    .map(([name, type]): [string, string] => [type.table, name]),
);

/** The path of a record that a reference points to; the table's own name where the record API has no such type here. */
export function recordPath(table: string, id: string): string {
  return `/services/rest/record/v1/${typeOfTable.get(table) ?? table}/${id}`;
}

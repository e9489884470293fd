/** How a column is stored and how SuiteQL treats it. Decimals are text, so that no amount passes through a float. */
export type ColumnType = 'integer' | 'decimal' | 'text' | 'flag' | 'date' | 'datetime';

export interface Column {
  readonly type: ColumnType;
  /** The stored name, where SuiteQL exposes the value under another one. */
  readonly stored?: string;
  /** The table whose row this value names; BUILTIN.DF shows that row's display column. */
  readonly ref?: string;
  /** What BUILTIN.DF shows for each stored code. */
  readonly words?: Readonly<Record<string, string>>;
  readonly required?: boolean;
  /** Compared without regard to case, as external ids are. */
  readonly nocase?: boolean;
}

export interface Table {
  readonly key: readonly string[];
  readonly display?: string;
  readonly columns: Readonly<Record<string, Column>>;
  readonly indexes?: readonly (readonly string[])[];
  readonly unique?: readonly (readonly string[])[];
}

const id: Column = { type: 'integer', required: true };
const text: Column = { type: 'text' };
const needed: Column = { type: 'text', required: true };
const flag: Column = { type: 'flag', required: true };
const decimal: Column = { type: 'decimal' };
const date: Column = { type: 'date' };
const datetime: Column = { type: 'datetime', required: true };
const externalid: Column = { type: 'text', nocase: true };

function to(ref: string, required = false): Column {
  return { type: 'integer', ref, required };
}

function named(display: string): Table {
  return { key: ['id'], display, columns: { id, name: needed, fullname: text, isinactive: flag } };
}

const customer: Table = {
  key: ['id'],
  display: 'altname',
  unique: [['externalid']],
  columns: {
    id,
    entityid: needed,
    externalid,
    companyname: text,
    altname: text,
    printoncheckas: text,
    isperson: flag,
    isinactive: flag,
    email: text,
    url: text,
    parent: to('customer'),
    currency: to('currency', true),
    terms: to('term'),
    creditlimit: decimal,
    creditholdoverride: { ...needed, words: { AUTO: 'Auto', ON: 'On', OFF: 'Off' } },
    balancesearch: { type: 'decimal', stored: 'balance', required: true },
    overduebalancesearch: { type: 'decimal', stored: 'overduebalance', required: true },
    vatregnumber: text,
    taxable: flag,
    entitystatus: {
      type: 'integer',
      required: true,
      words: {
        7: 'LEAD-Qualified',
        10: 'PROSPECT-Proposal',
        13: 'CUSTOMER-Closed Won',
        16: 'CUSTOMER-Lost Customer',
        20: 'CUSTOMER-On Hold',
      },
    },
    searchstage: needed,
    defaultbillingaddress: { type: 'integer' },
    datecreated: datetime,
    lastmodifieddate: datetime,
    custentity_billing_account: text,
    custentity_tax_exempt_reason: text,
  },
};

const transaction: Table = {
  key: ['id'],
  display: 'tranid',
  unique: [['externalid']],
  indexes: [['custbody_customer']],
  columns: {
    id,
    tranid: needed,
    externalid,
    type: { ...needed, words: { Journal: 'Journal' } },
    recordtype: needed,
    trandate: { ...date, required: true },
    postingperiod: to('accountingperiod', true),
    status: {
      ...needed,
      words: {
        A: 'Journal : Pending Approval',
        B: 'Journal : Approved for Posting',
        R: 'Journal : Rejected',
      },
    },
    approvalstatus: {
      type: 'integer',
      required: true,
      words: { 1: 'Pending Approval', 2: 'Approved', 3: 'Rejected' },
    },
    posting: flag,
    voided: flag,
    memo: text,
    currency: to('currency', true),
    exchangerate: { ...decimal, required: true },
    reversal: to('transaction'),
    reversaldate: date,
    isreversal: flag,
    createddate: datetime,
    lastmodifieddate: datetime,
    custbody_source_document: text,
    custbody_customer: to('customer'),
  },
};

const transactionline: Table = {
  key: ['uniquekey'],
  indexes: [['transaction', 'id']],
  columns: {
    uniquekey: id,
    transaction: to('transaction', true),
    id: { type: 'integer', required: true },
    linesequencenumber: { type: 'integer', required: true },
    mainline: flag,
    taxline: flag,
    memo: text,
    entity: to('customer'),
    subsidiary: to('subsidiary', true),
    department: to('department'),
    class: to('classification'),
    location: to('location'),
    expenseaccount: to('account'),
    netamount: decimal,
    foreignamount: decimal,
    debitforeignamount: decimal,
    creditforeignamount: decimal,
    linelastmodifieddate: datetime,
  },
};

/**
 * The record types that SuiteQL and the record API see, named as in NetSuite's Records Catalog. Amounts of a line in the
 * transaction's currency are on `transactionline`; their effect on the books, in the subsidiary's currency, is on
 * `transactionaccountingline`. A customer's subsidiaries are rows of `customersubsidiaryrelationship`.
 */
export const tables: Readonly<Record<string, Table>> = {
  subsidiary: {
    key: ['id'],
    display: 'name',
    columns: {
      id,
      name: needed,
      fullname: text,
      legalname: text,
      externalid,
      tranprefix: text,
      country: needed,
      state: text,
      currency: to('currency', true),
      parent: to('subsidiary'),
      iselimination: flag,
      isinactive: flag,
      lastmodifieddate: datetime,
    },
  },
  currency: {
    key: ['id'],
    display: 'name',
    columns: { id, name: needed, symbol: needed, isbasecurrency: flag, isinactive: flag },
  },
  currencyrate: {
    key: ['id'],
    indexes: [['basecurrency', 'transactioncurrency', 'effectivedate']],
    columns: {
      id,
      basecurrency: to('currency', true),
      transactioncurrency: to('currency', true),
      exchangerate: { ...decimal, required: true },
      effectivedate: { ...date, required: true },
      lastmodifieddate: datetime,
    },
  },
  term: { key: ['id'], display: 'name', columns: { id, name: needed, daysuntilnetdue: { type: 'integer' } } },
  department: named('name'),
  classification: named('name'),
  location: named('name'),
  account: {
    key: ['id'],
    display: 'accountsearchdisplayname',
    columns: {
      id,
      acctnumber: text,
      fullname: text,
      accountsearchdisplayname: needed,
      accttype: text,
      isinactive: flag,
      lastmodifieddate: datetime,
    },
  },
  accountingperiod: {
    key: ['id'],
    display: 'periodname',
    columns: {
      id,
      periodname: needed,
      startdate: { ...date, required: true },
      enddate: { ...date, required: true },
      parent: to('accountingperiod'),
      closed: flag,
      closedondate: date,
      alllocked: flag,
      arlocked: flag,
      aplocked: flag,
      isyear: flag,
      isquarter: flag,
      isadjust: flag,
      isposting: flag,
      isinactive: flag,
      lastmodifieddate: datetime,
    },
  },
  item: {
    key: ['id'],
    display: 'itemid',
    unique: [['externalid']],
    columns: {
      id,
      itemid: needed,
      displayname: text,
      externalid,
      itemtype: { ...needed, words: { Service: 'Service', InvtPart: 'Inventory Item' } },
      incomeaccount: to('account'),
      isinactive: flag,
      createddate: datetime,
      lastmodifieddate: datetime,
    },
  },
  entityaddress: {
    key: ['nkey'],
    display: 'addressee',
    columns: {
      nkey: id,
      addressee: text,
      addr1: text,
      addr2: text,
      city: text,
      state: text,
      zip: text,
      country: text,
    },
  },
  customer,
  customersubsidiaryrelationship: {
    key: ['id'],
    indexes: [['entity']],
    columns: {
      id,
      entity: to('customer', true),
      subsidiary: to('subsidiary', true),
      isprimarysub: flag,
      primarycurrency: to('currency'),
      balance: decimal,
      isinactive: flag,
    },
  },
  transaction,
  transactionline,
  transactionaccountingline: {
    key: ['transaction', 'transactionline', 'accountingbook'],
    columns: {
      transaction: to('transaction', true),
      transactionline: { type: 'integer', required: true },
      accountingbook: { type: 'integer', required: true },
      account: to('account'),
      debit: decimal,
      credit: decimal,
      amount: decimal,
      posting: flag,
      lastmodifieddate: datetime,
    },
  },
  deletedrecord: {
    key: ['type', 'recordid'],
    columns: {
      recordid: { type: 'integer', required: true },
      type: needed,
      name: text,
      deleteddate: datetime,
    },
  },
};

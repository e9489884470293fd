import { type Table, date, datetime, decimal, externalid, flag, id, needed, text, to } from './column.ts';

const transaction: Table = {
  key: ['id'],
  display: 'tranid',
  unique: [['externalid']],
  indexes: [['custbody_customer'], ['entity']],
  columns: {
    id,
    tranid: needed,
    externalid,
    type: { ...needed, words: { Journal: 'Journal', SalesOrd: 'Sales Order' } },
    recordtype: needed,
    trandate: { ...date, required: true },
    /** Of what posts; an order does not. */
    postingperiod: to('accountingperiod'),
    entity: to('customer'),
    status: {
      ...needed,
      wordsBy: 'type',
      words: {
        'Journal:A': 'Journal : Pending Approval',
        'Journal:B': 'Journal : Approved for Posting',
        'Journal:R': 'Journal : Rejected',
        'SalesOrd:A': 'Sales Order : Pending Approval',
        'SalesOrd:F': 'Sales Order : Pending Billing',
        'SalesOrd:H': 'Sales Order : Closed',
      },
    },
    approvalstatus: {
      type: 'integer',
      words: { 1: 'Pending Approval', 2: 'Approved', 3: 'Rejected' },
    },
    posting: flag,
    voided: flag,
    memo: text,
    currency: to('currency', true),
    exchangerate: { ...decimal, required: true },
    foreigntotal: decimal,
    otherrefnum: text,
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
    item: to('item'),
    quantity: decimal,
    rate: decimal,
    isclosed: flag,
    revrecstartdate: date,
    revrecenddate: date,
    custcol_charge_segment: text,
    netamount: decimal,
    foreignamount: decimal,
    debitforeignamount: decimal,
    creditforeignamount: decimal,
    linelastmodifieddate: datetime,
  },
};

/**
 * Transactions: journal entries and sales orders. Of an order the first line is the order itself (`mainline`), and quantities and amounts of
 * the others are negative, as NetSuite keeps what is sold.
 */
export const transactionTables: Readonly<Record<string, Table>> = {
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
};

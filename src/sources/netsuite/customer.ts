import type { PartialFieldsOf } from '../../canonical/fields.ts';
import { money } from '../../canonical/money.ts';
import type { Row } from '../http/reader.ts';
import { type Account, flag, type Mapping, own, present, stamped } from './map.ts';
import { utc } from './statement.ts';

type Fields = PartialFieldsOf<'Customer'>;

/** NetSuite has stages (lead, prospect, customer) and statuses that a company words for itself, as in "CUSTOMER-On Hold". */
function statusOf(row: Row): NonNullable<Fields['status']> {
  const word = row.text('entitystatus');
  if (flag(row, 'isinactive') || /lost/i.test(word)) return 'CHURNED';
  if (row.text('searchstage') !== 'Customer') return 'PROSPECT';
  return /hold|suspend/i.test(word) ? 'SUSPENDED' : 'ACTIVE';
}

function addressOf(row: Row): NonNullable<Fields['billingAddress']> | null {
  const line1 = row.textOrNull('addr1');
  const city = row.textOrNull('city');
  const country = row.textOrNull('country');
  if (line1 === null || city === null || country === null) return null;
  return {
    line1,
    line2: row.textOrNull('addr2'),
    city,
    region: row.textOrNull('state'),
    postalCode: row.textOrNull('zip'),
    country,
  };
}

/** Where sales to the customer are taxed: the state in the United States, the country elsewhere. */
function jurisdictionsOf(address: Fields['billingAddress']): readonly string[] {
  if (!address) return [];
  const state = address.country === 'US' ? address.region : null;
  return [state ? `${address.country}-${state}` : address.country];
}

function fieldsOf(row: Row): Fields {
  const currency = row.text('currency');
  const name = row.text('companyname');
  const taxId = row.textOrNull('vatregnumber');
  const limit = row.decimalOrNull('creditlimit');
  const billingAddress = addressOf(row);
  const exempt = !flag(row, 'taxable');
  return {
    name,
    legalName: row.textOrNull('printoncheckas') ?? name,
    status: statusOf(row),
    rawStatus: row.text('entitystatus'),
    paymentTerms: row.textOrNull('terms'),
    creditLimit: limit === null ? null : money(limit, currency),
    creditHold: row.text('creditholdoverride') === 'ON',
    taxIds: taxId === null ? [] : [taxId],
    taxJurisdictions: [...jurisdictionsOf(billingAddress)],
    taxExemption: row.textOrNull('taxexemptreason') ?? (exempt ? 'Not taxable' : null),
    billingAddress,
    currency,
    ledgerBalance: money(row.decimal('balancesearch'), currency),
  };
}

/** A tax id without what people put between its characters. */
function normalised(taxId: string): string {
  return taxId.toUpperCase().replaceAll(/[\s.-]/g, '');
}

/** Customers with currency, terms, primary subsidiary and billing address, one row each. */
export function customers(account: Account): Mapping {
  const { billingAccount, taxExemptReason } = account.options;
  return {
    kind: 'Customer',
    object: 'customer',
    statement: {
      select: [
        'c.id',
        'NVL(NVL(c.companyname, c.altname), c.entityid) AS companyname',
        'c.printoncheckas',
        'c.isinactive',
        'c.searchstage',
        'BUILTIN.DF(c.entitystatus) AS entitystatus',
        'cur.symbol AS currency',
        'BUILTIN.DF(c.terms) AS terms',
        'c.creditlimit',
        'c.creditholdoverride',
        'c.balancesearch',
        'c.vatregnumber',
        'c.taxable',
        `c.${taxExemptReason} AS taxexemptreason`,
        `c.${billingAccount} AS billingaccount`,
        'r.subsidiary',
        'a.addr1',
        'a.addr2',
        'a.city',
        'a.state',
        'a.zip',
        'a.country',
        utc('c.lastmodifieddate', 'lastmodifieddate'),
      ],
      from: [
        'customer c',
        'JOIN currency cur ON cur.id = c.currency',
        "LEFT JOIN customersubsidiaryrelationship r ON r.entity = c.id AND r.isprimarysub = 'T'",
        'LEFT JOIN entityaddress a ON a.nkey = c.defaultbillingaddress',
      ].join(' '),
      where: [],
      key: [{ sql: 'c.id', name: 'id' }],
    },
    traces: [
      { from: 'customer c', where: [], id: 'c.id', stamp: 'c.lastmodifieddate' },
      {
        // A posted transaction moves the customer's balance, but not the customer's stamp.
        from: 'transaction t JOIN transactionline tl ON tl.transaction = t.id',
        where: ['tl.entity IS NOT NULL'],
        id: 'tl.entity',
        stamp: 't.lastmodifieddate',
      },
    ],
    deletedAs: ['customer'],
    record(rows) {
      const [row] = rows;
      const fields = fieldsOf(row);
      const number = row.textOrNull('billingaccount');
      const subsidiary = row.idOrNull('subsidiary');
      return stamped(row, {
        kind: 'Customer',
        object: 'customer',
        externalId: row.id('id'),
        fields,
        keys: [
          ...(number === null ? [] : [`number:billing:${number}`]),
          ...(fields.taxIds ?? []).map((taxId) => `tax:${normalised(taxId)}`),
        ],
        links: present({
          legalEntity: subsidiary === null ? null : own(account, 'LegalEntity', 'subsidiary', subsidiary),
        }),
      });
    },
  };
}

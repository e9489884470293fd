import type { PartialFieldsOf } from '../../canonical/fields.ts';
import { flag, type Mapping, stamped } from './map.ts';
import { utc } from './statement.ts';

/** Item types that are sold; discounts, subtotals and descriptions are items too. */
const sold = ['Service', 'NonInvtPart', 'InvtPart', 'Assembly', 'Kit', 'OthCharge', 'DwnLdItem'];

/** The condition that an item is one of them. */
export const soldItems = `i.itemtype IN (${sold.map((type) => `'${type}'`).join(', ')})`;

/** Items for sale with their income account and revenue rule, one row each. */
export function products(): Mapping {
  const where = [soldItems];
  return {
    kind: 'Product',
    object: 'item',
    statement: {
      select: [
        'i.id',
        'i.itemid',
        'NVL(i.displayname, i.itemid) AS displayname',
        'i.isinactive',
        'NVL(a.acctnumber, a.accountsearchdisplayname) AS incomeaccount',
        'BUILTIN.DF(i.revenuerecognitionrule) AS revenuerule',
        utc('i.lastmodifieddate', 'lastmodifieddate'),
      ],
      from: 'item i LEFT JOIN account a ON a.id = i.incomeaccount',
      where,
      key: [{ sql: 'i.id', name: 'id' }],
    },
    traces: [{ from: 'item i', where, id: 'i.id', stamp: 'i.lastmodifieddate' }],
    deletedAs: ['item', 'serviceitem', 'noninventoryitem', 'inventoryitem', 'assemblyitem', 'kititem'],
    record(rows) {
      const [row] = rows;
      const sku = row.text('itemid');
      const fields: PartialFieldsOf<'Product'> = {
        sku,
        name: row.text('displayname'),
        active: !flag(row, 'isinactive'),
        glAccount: row.textOrNull('incomeaccount'),
        revenueRule: row.textOrNull('revenuerule'),
      };
      return stamped(row, {
        kind: 'Product',
        object: 'item',
        externalId: row.id('id'),
        fields,
        keys: [`sku:${sku}`],
        links: {},
      });
    },
  };
}

import type { LedgerItem } from '../ledger.ts';
import type { CallOptions } from '../source.ts';
import type { Row } from '../http/reader.ts';
import type { Client } from './client.ts';
import { soldItems } from './item.ts';
import { flag } from './map.ts';
import { listMax, quoted, type Statement } from './statement.ts';

/** At most this many are offered for choice. */
const mostChoices = 200;

const statement: Statement = {
  select: [
    'i.id',
    'i.itemid',
    'i.isinactive',
    'NVL(inc.acctnumber, inc.accountsearchdisplayname) AS incomeaccount',
    'NVL(def.acctnumber, def.accountsearchdisplayname) AS deferredaccount',
    'rule.name AS revenuerule',
  ],
  from: [
    'item i',
    'LEFT JOIN account inc ON inc.id = i.incomeaccount',
    'LEFT JOIN account def ON def.id = i.deferredrevenueaccount',
    'LEFT JOIN revenuerecognitionrule rule ON rule.id = i.revenuerecognitionrule',
  ].join(' '),
  where: [soldItems],
  key: [{ sql: 'i.id', name: 'id' }],
};

function itemOf(row: Row): LedgerItem {
  return {
    sku: row.text('itemid'),
    externalId: row.id('id'),
    incomeAccount: row.textOrNull('incomeaccount'),
    deferredAccount: row.textOrNull('deferredaccount'),
    revenueRule: row.textOrNull('revenuerule'),
    active: !flag(row, 'isinactive'),
  };
}

/** Items by SKU, one call per 1,000; of two with one SKU the active one, else the older. */
export async function itemsOf(
  client: Client,
  skus: readonly string[],
  call?: CallOptions,
): Promise<ReadonlyMap<string, LedgerItem>> {
  const wanted = [...new Set(skus)];
  const found = new Map<string, LedgerItem>();
  for (let at = 0; at < wanted.length; at += listMax) {
    const names = wanted.slice(at, at + listMax).map(quoted);
    const condition = `i.itemid IN (${names.join(', ')})`;
    const items = await client.page(statement, [condition], null, (rows) => rows.map(itemOf), call);
    for (const item of items) if (!found.get(item.sku)?.active) found.set(item.sku, item);
  }
  return found;
}

/** Every active item for sale, at most 200. */
export function choicesOf(client: Client, call?: CallOptions): Promise<readonly LedgerItem[]> {
  return client.page(
    statement,
    ["i.isinactive = 'F'"],
    null,
    (rows) => rows.slice(0, mostChoices).map(itemOf),
    call,
  );
}

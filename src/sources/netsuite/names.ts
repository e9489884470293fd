import type { CallOptions } from '../source.ts';
import type { Client } from './client.ts';
import type { Options } from './options.ts';
import { isInternalId, listMax, quoted } from './statement.ts';

/** A list of the account whose rows are known by a name or number: what people and other systems say instead of internal ids. */
interface List {
  readonly table: string;
  readonly name: string;
  readonly active: boolean;
}

/** Looks names up in the account's lists. */
export interface Names {
  /** Internal ids by name. A name that is not there, is inactive, or stands for more than one row is absent. */
  ids(list: ListName, names: readonly string[], call?: CallOptions): Promise<ReadonlyMap<string, string>>;
  /** Names by internal id, inactive ones too. */
  names(list: ListName, ids: readonly string[], call?: CallOptions): Promise<ReadonlyMap<string, string>>;
}

const listsOf = (options: Options) =>
  ({
    account: { table: 'account', name: 'NVL(x.acctnumber, x.accountsearchdisplayname)', active: true },
    department: { table: 'department', name: 'x.name', active: true },
    class: { table: 'classification', name: 'x.name', active: true },
    location: { table: 'location', name: 'x.name', active: true },
    subsidiary: { table: 'subsidiary', name: `NVL(x.${options.subsidiaryCode}, 'S' || x.id)`, active: true },
    currency: { table: 'currency', name: 'x.symbol', active: false },
    term: { table: 'term', name: 'x.name', active: false },
  }) satisfies Record<string, List>;

export type ListName = keyof ReturnType<typeof listsOf>;

/** How long a name is believed; ids are never given twice, so that an old one can at worst be refused. */
const keptMs = 600_000;

/** Names of one account, remembered for ten minutes; what is not found is asked for again. */
export function createNames(client: Client, options: Options, now: () => number = Date.now): Names {
  const lists = listsOf(options);
  const known = new Map<string, { readonly value: string; readonly until: number }>();

  const ask = (list: List, condition: string, call?: CallOptions) =>
    client.page(
      {
        select: ['x.id', `${list.name} AS name`],
        from: `${list.table} x`,
        where: [],
        key: [{ sql: 'x.id', name: 'id' }],
      },
      [condition],
      null,
      (rows) => rows.map((row) => [row.id('id'), row.text('name')] as const),
      call,
    );

  /** What is not remembered is found by `find`, in lists that SuiteQL takes. */
  const resolve = async (
    kind: string,
    wanted: readonly string[],
    find: (missing: readonly string[]) => Promise<readonly (readonly [key: string, value: string])[]>,
  ): Promise<ReadonlyMap<string, string>> => {
    const fresh = (key: string) => {
      const found = known.get(`${kind} ${key}`);
      return found && found.until > now() ? found.value : undefined;
    };
    const keys = [...new Set(wanted)];
    const missing = keys.filter((key) => fresh(key) === undefined);
    for (let at = 0; at < missing.length; at += listMax) {
      const pairs = await find(missing.slice(at, at + listMax));
      const counts = new Map<string, number>();
      for (const [key] of pairs) counts.set(key, (counts.get(key) ?? 0) + 1);
      for (const [key, value] of pairs)
        if (counts.get(key) === 1) known.set(`${kind} ${key}`, { value, until: now() + keptMs });
    }
    return new Map(keys.flatMap((key) => (fresh(key) === undefined ? [] : [[key, fresh(key)!] as const])));
  };

  return {
    ids: (name, names, call) => {
      const list = lists[name];
      const active = list.active ? " AND x.isinactive = 'F'" : '';
      return resolve(`id ${name}`, names, async (missing) => {
        const found = await ask(list, `${list.name} IN (${missing.map(quoted).join(', ')})${active}`, call);
        return found.map(([id, each]) => [each, id] as const);
      });
    },
    names: (name, ids, call) =>
      resolve(`name ${name}`, ids.filter(isInternalId), (missing) =>
        ask(lists[name], `x.id IN (${missing.join(', ')})`, call),
      ),
  };
}

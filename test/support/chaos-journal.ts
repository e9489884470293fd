import { type Books, tailOf } from './chaos-books.ts';
import { type Landscape, type VendorName, vendorNames } from './hub.ts';

/** Calls of a vendor as its journal has them. */
interface Call {
  readonly seq: number;
  readonly method: string;
  readonly path: string;
  readonly outcome: string | null;
  readonly idempotencyKey: string | null;
  readonly externalId: string | null;
  readonly objectType: string | null;
  readonly objectId: string | null;
}

/** What the journals say since a position: effects that were applied, by vendor, and those that were applied twice. */
export async function readJournals(
  land: Landscape,
  after: Readonly<Record<VendorName, number>>,
): Promise<{ readonly applied: number; readonly replayed: number; readonly twice: readonly string[] }> {
  let applied = 0;
  let replayed = 0;
  const twice: string[] = [];
  for (const vendor of vendorNames) {
    const calls = (await land.simulator(vendor).calls(after[vendor])) as unknown as readonly Call[];
    const effects = calls.filter(({ outcome, method }) => outcome === 'APPLIED' && method !== 'GET');
    applied += effects.length;
    replayed += calls.filter(({ outcome }) => outcome === 'REPLAYED').length;
    const named = effects.flatMap(({ method, path, idempotencyKey, externalId }) => {
      // A value that is set twice is set; what is made or added must bear a name of ours, and once.
      if (idempotencyKey !== null) return [`${vendor} key ${idempotencyKey}`];
      return method === 'POST' && externalId !== null && vendor !== 'salesforce'
        ? [`${vendor} ${path} ${externalId}`]
        : [];
    });
    for (const [name, all] of Map.groupBy(named, (each) => each))
      if (all.length > 1) twice.push(`${name} was applied ${all.length} times`);
  }
  return { applied, replayed, twice };
}

/** Orders, entries and contracts with a name of the hub that belong to none of these runs, or are there twice under one name. */
export function strangers(books: Books, runIds: readonly string[]): readonly string[] {
  const tails = new Set(runIds.map(tailOf));
  const names = [
    ...books.orders.map(({ orderNumber }) => `order ${String(orderNumber)}`),
    ...books.transactions.map(({ recordtype, externalid }) => `${String(recordtype)} ${String(externalid)}`),
    ...books.contracts.map((row) => `contract ${String(row['Isthmus_Id__c'])}`),
  ].filter((name) => / ISO-/.test(name));
  const unknown = names.filter((name) => !tails.has(/ ISO-([0-9A-Z]{26})/.exec(name)?.[1] ?? ''));
  const doubled = [...Map.groupBy(names, (name) => name)]
    .filter(([, all]) => all.length > 1)
    .map(([name]) => name);
  return [
    ...unknown.map((name) => `${name} is of no run`),
    ...doubled.map((name) => `${name} is there twice`),
  ];
}

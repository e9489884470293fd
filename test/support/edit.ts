import type { Kind } from '../../src/canonical/kind.ts';
import type { Company, World } from '../../sandbox/world/types.ts';
import type { SandboxSimulator } from './sandbox.ts';

/** A row of a simulator: the vendor's object and its key. */
export interface Place {
  readonly object: string;
  readonly id: string;
}

/** Something that a person changes in a vendor's own pages, and the record that is then another one. */
export interface Edit {
  /** What is changed, in words. */
  readonly what: string;
  readonly kind: Kind;
  readonly externalId: string;
  /** The row; for a part of a record that only the simulator can name, how to find it. */
  readonly row: Place | ((simulator: SandboxSimulator) => Promise<Place>);
  readonly set: Readonly<Record<string, unknown>>;
  /** Text that the record contains afterwards and did not before; null: the record is gone then. */
  readonly shows: string | null;
}

/** What only a person can say of how a vendor's changes are found. */
export interface VendorEdits {
  /** At least one for each kind. */
  readonly edits: (world: World) => readonly Edit[];
  /** An edit after which the record does not fit the contract any more, beside another of the same kind that does. */
  readonly unfit: (world: World) => readonly [unfit: Edit, fit: Edit];
  /** Rows whose deletion the vendor tells, with the records they are. */
  readonly deletions: (world: World) => readonly (readonly [Kind, externalId: string, Place])[];
  /** The columns that stamp a row with an instant, for rows that the vendor stamps in the past; kinds without them are left out. */
  readonly stamps: Partial<Record<Kind, (at: Date) => Readonly<Record<string, unknown>>>>;
  /** More rows of one kind than a page holds. */
  readonly crowd: {
    readonly kind: Kind;
    readonly count: number;
    readonly row: (n: number, at: Date) => Place & { readonly set: Readonly<Record<string, unknown>> };
  };
  /** For how long the vendor keeps a change to itself. */
  readonly settlesInMs: number;
  /** The most calls that a poll takes when nothing has changed. */
  readonly quietCalls: number;
  /** Limits of the simulator and of the connector out of the way. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly options?: Readonly<Record<string, unknown>>;
}

/** A company that every system knows, with some of everything. */
export function wellKnown(world: World): Company {
  return world.companies.find(
    (c) =>
      c.crm &&
      c.billing &&
      c.support &&
      c.erp &&
      c.contacts[0]?.supportId &&
      [c.cases, c.subscriptions, c.invoices, c.creditMemos, c.payments, c.journals].every(
        (list) => list.length > 0,
      ),
  )!;
}

/** The first row of an object that is the one. */
export const found =
  (object: string, key: string, is: (row: Readonly<Record<string, unknown>>) => boolean) =>
  async (simulator: SandboxSimulator): Promise<Place> => {
    const row = (await simulator.rows(object)).find(is);
    if (row === undefined) throw new Error(`no such ${object}`);
    return { object, id: String(row[key]) };
  };

/** Two edits of one kind of which the first spoils its record. */
export function pair(
  { kind, object }: { readonly kind: Kind; readonly object: string },
  [unfit, spoils]: readonly [string, Edit['set']],
  [fit, changes]: readonly [string, Edit['set']],
): readonly [Edit, Edit] {
  const edit = (id: string, set: Edit['set']): Edit => ({
    what: `${kind} ${id}`,
    kind,
    externalId: id,
    row: { object, id },
    set,
    shows: null,
  });
  return [edit(unfit, spoils), { ...edit(fit, changes), shows: '5432.10' }];
}

import {
  getNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  isLeafType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { masked } from '../../src/auth/mask.ts';
import type { PersonRole, PolicyRow } from '../../src/auth/policy.ts';
import { coordinateOf } from '../../src/auth/shown.ts';
import { eventNoun } from '../../src/canonical/event.ts';
import { kindOfId, kinds } from '../../src/canonical/kind.ts';
import { everything, isNode } from './coverage.ts';
import { sees } from './policy.ts';

type Tree = Readonly<Record<string, unknown>>;
export type Rows = ReadonlyMap<string, PolicyRow>;

/** What a role must be shown where a caller with every right is shown something. */
export interface Expected {
  readonly value: unknown;
  /** The paths at which FORBIDDEN must stand, each with the field that it must name. */
  readonly forbidden: ReadonlyMap<string, string>;
}

/** Values that are another one each time they are asked for, and pages of which other rows may be left out. */
const volatile: ReadonlySet<string> = new Set([
  'FieldProvenance.ageMs',
  'SyncState.lagMs',
  'Exception.age',
  'SlaClock.dueAt',
  'SlaClock.pausedMs',
  'SlaClock.remainingMs',
  'CustomerBalances.asOf',
  'StreamSnapshot.cursor',
  'StreamSnapshot.at',
]);
/** What follows the rights by other rules than its own line; tests beside this one say by which. */
const projected: ReadonlySet<string> = new Set([
  'Event.data',
  'SyncState.reason',
  'DeadLetter.reason',
  'WorkflowRun.summary',
]);

/** A selection of all that a type can say, down to the ids of other nodes; of events of a history also the type, which decides of them. */
export function all(type: GraphQLObjectType): string {
  return everything(type).replace(/timeline \{ edges \{ cursor node \{ id/, '$& type subjectId');
}

/** A selection of all that a type can say, with other nodes behind it shown whole too, one step far. */
export function nested(type: GraphQLObjectType): string[] {
  return Object.values(type.getFields()).flatMap((field) => {
    const named = getNamedType(field.type);
    if (isLeafType(named) || !isObjectType(named)) return [];
    if (isNode(named)) return [`${field.name} { ${all(named)} }`];
    const node = getNamedType(
      (getNamedType(named.getFields()['edges']?.type ?? named) as GraphQLObjectType).getFields()['node']
        ?.type ?? named,
    ) as GraphQLObjectType;
    return isNode(node) ? [`${field.name} { totalCount edges { cursor node { ${all(node)} } } }`] : [];
  });
}

/** What a role is to be shown of an answer, as the table has it. `type` is what the answer is of. */
export function expectedOf(
  schema: GraphQLSchema,
  rows: Rows,
  role: PersonRole,
  type: GraphQLObjectType,
  open: Tree,
): Expected {
  const forbidden = new Map<string, string>();
  const seen = (name: string): boolean => sees(rows, name, role);

  function object(of: GraphQLObjectType, value: Tree, path: string): Tree {
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => {
        const field = of.getFields()[key];
        if (!field) return [key, inner];
        const coordinate = `${of.name}.${key}`;
        const decision = rows.get(coordinate)?.decisions[role] ?? 'deny';
        const place = `${path}.${key}`;
        if (decision === 'deny') {
          forbidden.set(place, coordinate);
          return [key, null];
        }
        if (decision === 'mask') return [key, inner === null ? null : masked(key, inner)];
        return [key, any(getNamedType(field.type).name, kept(of, key, inner), place)];
      }),
    );
  }

  /** What a list is before its items are looked at: provenance and history leave out what is about what is not seen. */
  function kept(of: GraphQLObjectType, key: string, value: unknown): unknown {
    const kind = kinds.find((each) => each === of.name);
    if (key === 'provenance' && kind) return (value as Tree[]).flatMap((each) => provenance(kind, each));
    if (key !== 'timeline' || value === null) return value;
    const page = value as { readonly edges: readonly { readonly node: Tree }[]; readonly pageInfo?: Tree };
    const edges = page.edges.filter(({ node }) => told(node));
    return { ...page, edges, ...('totalCount' in page && { totalCount: edges.length }) };
  }

  function provenance(kind: (typeof kinds)[number], origin: Tree): Tree[] {
    const [name = ''] = String(origin['path']).split('.');
    const decision = rows.get(coordinateOf(kind, name))?.decisions[role] ?? 'deny';
    if (decision === 'deny') return [];
    if (decision === 'allow') return [origin];
    const alternatives = origin['alternatives'] as Tree[];
    return [
      {
        ...origin,
        alternatives: alternatives.map((each) => ({ ...each, value: masked(name, each['value']) })),
      },
    ];
  }

  const told = ({ type: eventType, subjectId }: Tree): boolean => {
    const noun = String(eventType).split('.')[0];
    const kind =
      noun === 'sync' ? kindOfId(String(subjectId)) : kinds.find((each) => eventNoun[each] === noun);
    return kind === undefined || seen(kind);
  };

  function any(name: string, value: unknown, path: string): unknown {
    if (Array.isArray(value)) return value.map((each, index) => any(name, each, `${path}.${index}`));
    const named = schema.getType(name);
    // What may be of several types shows its own, and is nothing where that is not seen.
    if (isAbstractType(named) && value !== null)
      return seen((value as { __typename: string }).__typename) ? value : null;
    return isObjectType(named) && typeof value === 'object' && value !== null
      ? object(named, value as Tree, path)
      : value;
  }
  return { value: object(type, open, ''), forbidden };
}

/** An answer without what cannot be compared, typed by its place in the schema. */
export function comparable(type: GraphQLObjectType, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => comparable(type, each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const field = type.getFields()[key];
      const coordinate = `${type.name}.${key}`;
      if (!field) return [key, inner];
      if (volatile.has(coordinate) || projected.has(coordinate)) return [key, inner === null ? null : '...'];
      const named = getNamedType(field.type);
      if (isUnionType(named) || !isObjectType(named)) return [key, inner];
      const page = type.name === 'Customer' && key === 'timeline';
      const found = comparable(named, inner);
      return [key, page && found !== null ? { ...(found as Tree), pageInfo: '...' } : found];
    }),
  );
}

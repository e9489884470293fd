import {
  type FieldNode,
  getDirectiveValues,
  getNamedType,
  GraphQLIncludeDirective,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  isObjectType,
  type SelectionSetNode,
} from 'graphql';
import { type Rights, unboundRights } from '../auth/rights.ts';
import { type Kind, idPrefix } from '../canonical/kind.ts';
import type { Bound, FreshnessNeed, StalePolicy } from '../context.ts';
import { type Hop, readOf } from './reads.ts';

/** What a root field wants fresh, and which customers besides its own records that concerns. */
export interface Plan {
  readonly needs: readonly FreshnessNeed[];
  readonly hops: ReadonlySet<Hop>;
}

type Unbound = { readonly [P in keyof Bound]?: Bound[P] };
/** Whether fields of a record are asked for by its id, or with the whole list it came in. */
type Way = 'record' | 'list';

const strictness: readonly StalePolicy[] = ['SERVE_STALE', 'NULL_FIELD', 'FAIL'];
/** Kinds that belong to no customer: below another record they are as fresh as the catalogue and the books are polled. */
const shared: ReadonlySet<string> = new Set<Kind>([
  'Product',
  'Price',
  'User',
  'LegalEntity',
  'AccountingPeriod',
]);

/**
 * Reads the @freshness directives on and below a root field: the tightest bound for each thing that answering it reads.
 * A directive on a field overrides the one further up, argument by argument. Nothing is refreshed for what the caller is denied.
 */
export function planOf(info: GraphQLResolveInfo, rights: Rights = unboundRights): Plan {
  const collected = new Needs(rights);
  const bound = boundOf(info.operation, {}, info);
  for (const node of info.fieldNodes) {
    if (!node.selectionSet) continue;
    const type = getNamedType(info.returnType).name;
    walk(type, node.selectionSet, boundOf(node, bound, info), 'record', collected, info);
  }
  return { needs: collected.all(), hops: collected.hops };
}

function walk(
  type: string,
  selections: SelectionSetNode,
  bound: Unbound,
  way: Way,
  needs: Needs,
  info: GraphQLResolveInfo,
): void {
  for (const node of selections.selections) {
    if (skipped(node, info)) continue;
    if (node.kind === 'Field') visit(type, node, boundOf(node, bound, info), way, needs, info);
    else {
      const part = node.kind === 'FragmentSpread' ? info.fragments[node.name.value] : node;
      if (part)
        walk(
          concrete(part.typeCondition?.name.value, info) ?? type,
          part.selectionSet,
          bound,
          way,
          needs,
          info,
        );
    }
  }
}

function visit(
  type: string,
  node: FieldNode,
  bound: Unbound,
  way: Way,
  needs: Needs,
  info: GraphQLResolveInfo,
): void {
  const coordinate = `${type}.${node.name.value}`;
  if (needs.rights.decide(coordinate) === 'deny') return;
  const read = readOf(coordinate);
  if (read && bound.maxAgeMs !== undefined) {
    const within: Bound = { maxAgeMs: bound.maxAgeMs, onError: bound.onError ?? 'SERVE_STALE' };
    for (const kind of read.lists ?? []) needs.list(kind, within);
    for (const field of read.own ?? [])
      if (way === 'record') needs.field(type as Kind, field, within);
      else needs.list(type as Kind, within);
  }
  const next = concrete(fieldType(type, node.name.value, info), info);
  if (!node.selectionSet || !next || shared.has(next)) return;
  if (read?.hop) needs.hops.add(read.hop);
  walk(next, node.selectionSet, bound, read?.hop ? 'record' : read?.lists ? 'list' : way, needs, info);
}

function fieldType(type: string, field: string, info: GraphQLResolveInfo): string | undefined {
  const parent = info.schema.getType(type);
  const definition = isObjectType(parent) ? parent.getFields()[field] : undefined;
  return definition && getNamedType(definition.type).name;
}

function concrete(type: string | undefined, info: GraphQLResolveInfo): string | undefined {
  return type !== undefined && isObjectType(info.schema.getType(type)) ? type : undefined;
}

function skipped(node: SelectionSetNode['selections'][number], info: GraphQLResolveInfo): boolean {
  if (!node.directives?.length) return false;
  if (getDirectiveValues(GraphQLSkipDirective, node, info.variableValues)?.if === true) return true;
  return getDirectiveValues(GraphQLIncludeDirective, node, info.variableValues)?.if === false;
}

/** The bound that holds below a node: arguments written there, the others as further up. */
function boundOf(
  node: FieldNode | GraphQLResolveInfo['operation'],
  above: Unbound,
  info: GraphQLResolveInfo,
): Unbound {
  const written = node.directives?.find((each) => each.name.value === 'freshness');
  const directive = info.schema.getDirective('freshness');
  if (!written || !directive) return above;
  const values = getDirectiveValues(directive, node, info.variableValues);
  const has = (name: string): boolean =>
    written.arguments?.some((argument) => argument.name.value === name) === true;
  const maxAgeMs = (values?.maxAgeMs as number | null | undefined) ?? above.maxAgeMs;
  const onError = (has('onError') ? (values?.onError as StalePolicy | null) : null) ?? above.onError;
  return { maxAgeMs, onError };
}

function tighter(a: Bound | undefined, b: Bound): Bound {
  if (!a) return b;
  const onError = strictness.indexOf(a.onError) > strictness.indexOf(b.onError) ? a.onError : b.onError;
  return { maxAgeMs: Math.min(a.maxAgeMs, b.maxAgeMs), onError };
}

/** Needs as they are found, one bound for each list and each field. */
class Needs {
  readonly rights: Rights;
  readonly hops = new Set<Hop>();
  private readonly lists = new Map<Kind, Bound>();
  private readonly fields = new Map<Kind, Map<string, Bound>>();

  constructor(rights: Rights) {
    this.rights = rights;
  }

  list(kind: Kind, bound: Bound): void {
    this.lists.set(kind, tighter(this.lists.get(kind), bound));
  }

  field(kind: Kind, field: string, bound: Bound): void {
    if (!(kind in idPrefix)) return;
    const fields = this.fields.get(kind) ?? new Map<string, Bound>();
    fields.set(field, tighter(fields.get(field), bound));
    this.fields.set(kind, fields);
  }

  all(): FreshnessNeed[] {
    const needs: FreshnessNeed[] = [...this.lists].map(([kind, bound]) => ({ kind, fields: null, bound }));
    for (const [kind, fields] of this.fields) {
      const groups = Map.groupBy(fields, ([, { maxAgeMs, onError }]) => `${maxAgeMs} ${onError}`);
      for (const group of groups.values())
        needs.push({ kind, fields: group.map(([field]) => field), bound: group[0]![1] });
    }
    return needs;
  }
}

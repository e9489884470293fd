import type { GraphQLResolveInfo, OperationDefinitionNode } from 'graphql';
import { visit } from 'graphql';
import { kindOfId } from '../canonical/kind.ts';
import type { Marks, Reader } from '../context.ts';
import { planOf } from './freshness.ts';
import { listsOf } from './links.ts';
import type { Hop } from './reads.ts';
import type { GraphContext } from './request.ts';

const mentions = new WeakMap<OperationDefinitionNode, boolean>();

/** True when an operation, or a fragment beside it, has a @freshness directive. Remembered by the operation. */
export function mentionsFreshness(
  operation: OperationDefinitionNode,
  fragments: GraphQLResolveInfo['fragments'],
): boolean {
  let known = mentions.get(operation);
  if (known === undefined) {
    known = [operation, ...Object.values(fragments)].some(hasDirective);
    mentions.set(operation, known);
  }
  return known;
}

function hasDirective(node: Parameters<typeof visit>[0]): boolean {
  let found = false;
  visit(node, {
    Directive(directive) {
      if (directive.name.value === 'freshness') found = true;
    },
  });
  return found;
}

/**
 * Before a root field answers from these records: brings what it reads to the age the operation asks for, and keeps the marks.
 * Null when the operation asks for nothing; a plain operation pays one look-up.
 */
export async function refreshFor(
  context: GraphContext,
  info: GraphQLResolveInfo,
  ids: readonly string[],
): Promise<Marks | null> {
  const { needs, hops } = planOf(info, context.rights);
  if (needs.length === 0 || ids.length === 0) return null;
  const all = await concerned(context.hub.reader, ids, hops);
  const kinds = new Set(all.map(kindOfId));
  const useful = needs.filter((need) => need.fields === null || kinds.has(need.kind));
  const marks = await context.hub.fresh.refresh(all, useful);
  context.marks.set(String(info.path.key), marks);
  return marks;
}

/** The records asked for and the customers that the selection leads to from them. */
async function concerned(
  reader: Reader,
  ids: readonly string[],
  hops: ReadonlySet<Hop>,
): Promise<readonly string[]> {
  if (hops.size === 0) return ids;
  const all = new Set(ids);
  if (hops.has('customer')) await addOwners(reader, all, (id) => kindOfId(id) !== 'Customer');
  const customers = (): string[] => [...all].filter((id) => kindOfId(id) === 'Customer');
  if (hops.has('ultimateParent'))
    for (const id of await reader.ultimateParents(customers())) if (id !== null) all.add(id);
  if (hops.has('parent')) await addOwners(reader, all, (id) => kindOfId(id) === 'Customer');
  if (hops.has('descendants')) await addBelow(reader, all, customers(), Infinity);
  else if (hops.has('children')) await addBelow(reader, all, customers(), 1);
  return [...all];
}

async function addOwners(reader: Reader, all: Set<string>, of: (id: string) => boolean): Promise<void> {
  for (const record of await reader.records([...all].filter(of)))
    if (record?.customerId) all.add(record.customerId);
}

async function addBelow(
  reader: Reader,
  all: Set<string>,
  from: readonly string[],
  levels: number,
): Promise<void> {
  let level: readonly string[] = from;
  for (let depth = 0; depth < levels && level.length > 0; depth++) {
    const children = (await listsOf(reader, 'Customer', level)).flat().map((child) => child.id);
    // A hierarchy that runs in a circle must still end.
    level = children.filter((id) => !all.has(id));
    for (const id of level) all.add(id);
  }
}

import {
  type DocumentNode,
  type FragmentDefinitionNode,
  getNamedType,
  getOperationAST,
  GraphQLError,
  type GraphQLNamedType,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  type SelectionSetNode,
} from 'graphql';
import { forbidden } from '../auth/policy.ts';
import type { Rights } from '../auth/rights.ts';
import type { OperationRequest, Prepared } from './documents.ts';
import { decisionOf } from './guard.ts';
import type { RequestContext } from './request.ts';
import type { Schemas } from './schema.ts';

/** `clean`: for these rights nothing that the operation selects is denied, masked or left out, so nobody need be asked while it runs. */
export type Verdict = 'clean' | 'guarded';

const known = new WeakMap<DocumentNode, Map<string, WeakMap<Rights, Verdict>>>();

/** Looks at an operation of a valid document, once for each rights. Whatever cannot be told beforehand is guarded. */
function authorise(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null | undefined,
  rights: Rights,
): Verdict {
  let operations = known.get(document);
  if (!operations) known.set(document, (operations = new Map()));
  let verdicts = operations.get(operationName ?? '');
  if (!verdicts) {
    // A name that the document does not have is no operation, and not worth to be remembered.
    if (!getOperationAST(document, operationName)) return 'guarded';
    operations.set(operationName ?? '', (verdicts = new WeakMap()));
  }
  let verdict = verdicts.get(rights);
  if (verdict === undefined) {
    verdict = look(schema, document, operationName, rights);
    verdicts.set(rights, verdict);
  }
  return verdict;
}

function look(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null | undefined,
  rights: Rights,
): Verdict {
  const operation = getOperationAST(document, operationName);
  const root = operation && schema.getRootType(operation.operation);
  if (!operation || !root) return 'guarded';
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === 'FragmentDefinition') fragments.set(definition.name.value, definition);
  // A selection is looked at once for each type it stands on, however often its fragment is spread.
  const seen = new Map<SelectionSetNode, Set<GraphQLNamedType>>();

  const clean = (type: GraphQLNamedType, set: SelectionSetNode): boolean => {
    const types = seen.get(set) ?? new Set();
    seen.set(set, types);
    if (types.has(type)) return true;
    types.add(type);
    // An object of a type that the caller does not see must be left out, which the guard does.
    if (isAbstractType(type))
      return schema.getPossibleTypes(type).every((each) => rights.sees(each.name) && clean(each, set));
    if (!isObjectType(type)) return false;
    const fields = type.getFields();
    return set.selections.every((node) => {
      if (node.kind !== 'Field') {
        const part = node.kind === 'InlineFragment' ? node : fragments.get(node.name.value);
        const condition = part?.typeCondition && schema.getType(part.typeCondition.name.value);
        if (!part) return false;
        return applies(schema, condition, type) ? clean(type, part.selectionSet) : true;
      }
      const name = node.name.value;
      if (name.startsWith('__')) return true;
      const field = fields[name];
      if (!field) return false;
      const leadsTo = getNamedType(field.type);
      if (decisionOf(rights, `${type.name}.${name}`, leadsTo) !== 'allow') return false;
      return node.selectionSet ? clean(leadsTo, node.selectionSet) : true;
    });
  };
  return clean(root, operation.selectionSet) ? 'clean' : 'guarded';
}

function applies(
  schema: GraphQLSchema,
  condition: GraphQLNamedType | undefined,
  type: GraphQLNamedType,
): boolean {
  if (condition === undefined || condition === type) return true;
  return isAbstractType(condition) && isObjectType(type) && schema.isSubType(condition, type);
}

/** Decides before an operation runs whether it may at all, and on which of the two schemas. */
export interface Gate {
  /** The plain schema where it is known that the guarded one would refuse nothing. */
  verdict(document: DocumentNode, operationName: string | null | undefined, rights: Rights): Verdict;
  readonly schemas: Record<Verdict, GraphQLSchema>;
  /** The error for an operation that must not run: one that asks for the schema, by a caller who may not. */
  refusal(document: DocumentNode, rights: Rights): GraphQLError | null;
}

/** Outside production everybody may ask for the schema. */
export function createGate({ guarded, plain }: Schemas, production: boolean): Gate {
  return {
    schemas: { guarded, clean: plain },
    verdict: (document, operationName, rights) => authorise(guarded, document, operationName, rights),
    refusal(document, rights) {
      if (!introspects(document) || !production || rights.decide('Query.__schema') === 'allow') return null;
      const originalError = forbidden('Query.__schema');
      return new GraphQLError(originalError.message, {
        originalError,
        extensions: { code: originalError.code, http: { status: 403 } },
      });
    },
  };
}

/** What reads an operation of a caller: what is to be executed, or the errors that say why it is not. */
type Prepare = (request: OperationRequest, context: RequestContext) => Prepared | readonly GraphQLError[];

/** Puts the gate behind what reads documents: what it gives runs on the schema that is right for the caller. */
export function gated(gate: Gate, prepare: Prepare): Prepare {
  return (request, context) => {
    const prepared = prepare(request, context);
    if (!('schema' in prepared)) return prepared;
    const { document, operationName } = prepared;
    const refusal = gate.refusal(document, context.rights);
    if (refusal) return [refusal];
    return { ...prepared, schema: gate.schemas[gate.verdict(document, operationName, context.rights)] };
  };
}

const introspections = new WeakMap<DocumentNode, boolean>();

/** Whether a document asks for the schema itself anywhere. `__typename` is not meant. */
function introspects(document: DocumentNode): boolean {
  let found = introspections.get(document);
  if (found === undefined) {
    found = document.definitions.some(
      (each) => 'selectionSet' in each && each.selectionSet !== undefined && asksSchema(each.selectionSet),
    );
    introspections.set(document, found);
  }
  return found;
}

const asksSchema = ({ selections }: SelectionSetNode): boolean =>
  selections.some(
    (node) =>
      (node.kind === 'Field' && (node.name.value === '__schema' || node.name.value === '__type')) ||
      (node.kind !== 'FragmentSpread' && node.selectionSet !== undefined && asksSchema(node.selectionSet)),
  );

import { createHash } from 'node:crypto';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  print,
  visit,
} from 'graphql';

// A plugin of GraphQL Code Generator: each operation of the console as a typed document that is nothing but its id (GraphQL over HTTP,
// appendix A), so that the page ships no query text, and as an entry of the register by which the hub knows it.

interface Loaded {
  readonly document?: DocumentNode;
}

/** The text of each operation with the fragments it needs, by the operation's name. */
function textsOf(loaded: readonly Loaded[]): Map<string, { text: string; kind: string }> {
  const definitions = loaded.flatMap(({ document }) => document?.definitions ?? []);
  const fragments = new Map(
    definitions
      .filter((each): each is FragmentDefinitionNode => each.kind === Kind.FRAGMENT_DEFINITION)
      .map((each) => [each.name.value, each]),
  );
  const operations = definitions.filter(
    (each): each is OperationDefinitionNode => each.kind === Kind.OPERATION_DEFINITION,
  );
  return new Map(
    operations.map((operation) => {
      const needed = new Set<FragmentDefinitionNode>();
      const collect = (node: OperationDefinitionNode | FragmentDefinitionNode): void => {
        visit(node, {
          FragmentSpread({ name }) {
            const fragment = fragments.get(name.value)!;
            if (needed.has(fragment)) return;
            needed.add(fragment);
            collect(fragment);
          },
        });
      };
      collect(operation);
      const text = [operation, ...needed].map((node) => print(node)).join('\n\n');
      return [operation.name!.value, { text, kind: operation.operation }];
    }),
  );
}

const idOf = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;
const capital = (word: string): string => `${word[0]!.toUpperCase()}${word.slice(1)}`;

/** Writes the documents (`config.register` unset), or the register of their texts as JSON. */
export function plugin(
  _schema: unknown,
  loaded: readonly Loaded[],
  config: { readonly register?: boolean },
): string {
  const texts = [...textsOf(loaded)].toSorted(([one], [other]) => (one < other ? -1 : 1));
  if (config.register === true)
    return JSON.stringify(Object.fromEntries(texts.map(([, { text }]) => [idOf(text), text])), null, 2);
  return texts
    .map(([name, { text, kind }]) => {
      const type = `${name}${capital(kind)}`;
      return `export const ${name}Document: TypedDocument<${type}, ${type}Variables> = {\n  kind: 'Document',\n  definitions: [],\n  documentId: '${idOf(text)}',\n};`;
    })
    .join('\n');
}

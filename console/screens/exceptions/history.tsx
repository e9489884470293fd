import { Table, Text } from '@mantine/core';
import { Panel } from '../../parts/panel.tsx';
import { When } from '../../parts/when.tsx';
import { words } from '../../words/exceptions.ts';
import { stepName } from '../../words/runs.ts';
import { meaningOf, term } from '../../words/terms.ts';
import type { Detail } from './detail.ts';
import { labelOf, shown } from './patch.ts';

type Act = Detail['history'][number];

/** What was done, in a word or two: `exception.fix_proposed` is "Fix proposed". */
const deedOf = (action: string): string =>
  meaningOf(words.history.deeds, action) ?? term(action.split('.').at(-1) ?? action);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What an entry says, flat: a patch by its own fields. */
function flat(value: unknown): ReadonlyMap<string, unknown> {
  if (!isObject(value)) return new Map();
  return new Map(
    Object.entries(value).flatMap(([name, each]) =>
      isObject(each) && name === 'patch' ? Object.entries(each) : [[name, each] as const],
    ),
  );
}

/** A word of the graph, as `PERIOD_CLOSED`. */
const isWord = (text: string): boolean => /^[A-Z]+(_[A-Z]+)*$/.test(text);

/** What changed by it, a line for each value. */
function linesOf({ before, after }: Act, names: ReadonlyMap<string, string>): readonly string[] {
  const [was, is] = [flat(before), flat(after)];
  const named = (value: unknown, name: string): string => {
    if (name === 'step' && typeof value === 'string') return stepName(value);
    const text = names.get(String(value)) ?? shown(value);
    return isWord(text) ? term(text) : text;
  };
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((name) => name !== 'runId' && name !== 'rootCauseKey')
    .map((name) =>
      was.has(name)
        ? words.history.changed(labelOf(name), named(was.get(name), name), named(is.get(name), name))
        : words.history.set(labelOf(name), named(is.get(name), name)),
    );
}

/** What was done to it and decided about it, from the audit trail. */
export function History({
  detail,
  people,
}: {
  readonly detail: Detail;
  readonly people: ReadonlyMap<string, string>;
}) {
  return (
    <Panel title={words.history.title}>
      <Table.ScrollContainer minWidth={360} type="native">
        <Table verticalSpacing={4} aria-label={words.history.title}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.history.when}</Table.Th>
              <Table.Th>{words.history.who}</Table.Th>
              <Table.Th>{words.history.what}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {detail.history.map((act) => (
              <Table.Tr key={act.id}>
                <Table.Td style={{ whiteSpace: 'nowrap', verticalAlign: 'top' }}>
                  <When at={act.at} />
                </Table.Td>
                <Table.Td style={{ verticalAlign: 'top' }}>
                  {act.by ? (act.by.name ?? words.nameless) : words.history.hub}
                </Table.Td>
                <Table.Td>
                  <Text size="sm" fw={600}>
                    {deedOf(act.action)}
                  </Text>
                  {linesOf(act, people).map((line) => (
                    <Text size="xs" key={line} style={{ overflowWrap: 'anywhere' }}>
                      {line}
                    </Text>
                  ))}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Panel>
  );
}

import { Anchor, Collapse, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { WriteFragment } from '../generated/graphql.ts';
import { words } from '../words/impact.ts';
import { words as shell } from '../words/shell.ts';
import { meaningOf, term } from '../words/terms.ts';
import { Json } from './json.tsx';

/** The writes that a change makes, in their order, each with what takes it back. */
export function Writes({ writes }: { readonly writes: readonly WriteFragment[] }) {
  if (writes.length === 0) return <Text size="sm">{words.writes.none}</Text>;
  return (
    <Table.ScrollContainer minWidth={480} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table aria-label={words.writes.title} verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={50}>{words.writes.order}</Table.Th>
            <Table.Th w={110}>{words.writes.system}</Table.Th>
            <Table.Th>{words.writes.what}</Table.Th>
            <Table.Th>{words.writes.back}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {writes.map((write) => (
            <Write key={write.order} write={write} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Write({ write }: { readonly write: WriteFragment }) {
  const [open, { toggle }] = useDisclosure(false);
  const { order, system, operation, compensation, payload } = write;
  const what = meaningOf(words.writes.operations, operation) ?? operation;
  return (
    <Table.Tr style={{ verticalAlign: 'top' }}>
      <Table.Td>{order}</Table.Td>
      <Table.Td>{system ? term(system.name) : shell.common.unknown}</Table.Td>
      <Table.Td>
        {what}
        {payload != null && (
          <>
            <br />
            <Anchor component="button" type="button" size="xs" onClick={toggle} aria-expanded={open}>
              {words.writes.payload}
            </Anchor>
            <Collapse expanded={open}>
              {open && <Json value={payload} label={words.writes.payloadOf(what)} maxHeight={260} />}
            </Collapse>
          </>
        )}
      </Table.Td>
      <Table.Td>
        <Text size="sm">{compensation}</Text>
      </Table.Td>
    </Table.Tr>
  );
}

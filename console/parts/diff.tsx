import { Code, Table, Text } from '@mantine/core';
import { words } from '../words/shell.ts';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What something has under a name; not what every object has. */
const valueOf = (fields: Fields, name: string): unknown =>
  Object.hasOwn(fields, name) ? fields[name] : undefined;

/** A value as one reads it; amounts and texts as they are. */
function shown(value: unknown): string {
  if (typeof value === 'string') return value;
  if (isFields(value) && Object.keys(value).length === 2 && 'amount' in value && 'currency' in value)
    return `${String(value['currency'])} ${String(value['amount'])}`;
  const line = JSON.stringify(value);
  return line.length <= 80 ? line : JSON.stringify(value, null, 2);
}

function Value({ value }: { readonly value: unknown }) {
  if (value === undefined || value === null)
    return (
      <Text span size="sm" c="dimmed">
        {words.common.none}
      </Text>
    );
  return (
    <Code block p={4} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
      {shown(value)}
    </Code>
  );
}

/** The fields that differ between two states of something; `names`: these alone, whether or not they do. */
export function differing(before: unknown, after: unknown, names?: readonly string[]): readonly string[] {
  const [one, other] = [isFields(before) ? before : {}, isFields(after) ? after : {}];
  return (names ?? [...new Set([...Object.keys(one), ...Object.keys(other)])]).filter(
    (name) =>
      names !== undefined || JSON.stringify(valueOf(one, name)) !== JSON.stringify(valueOf(other, name)),
  );
}

/** What has changed of something, a line for each field: what it was, and what it is now. */
export function Diff({
  label,
  before,
  after,
  names,
}: {
  readonly label: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly names?: readonly string[];
}) {
  const [one, other] = [isFields(before) ? before : {}, isFields(after) ? after : {}];
  return (
    <Table.ScrollContainer minWidth={420} type="native">
      <Table aria-label={label} withRowBorders verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w="24%">{words.diff.field}</Table.Th>
            <Table.Th w="38%">{words.diff.before}</Table.Th>
            <Table.Th w="38%">{words.diff.after}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {differing(before, after, names).map((name) => (
            <Table.Tr key={name}>
              <Table.Th fw={500} scope="row">
                {name}
              </Table.Th>
              <Table.Td>
                <Value value={valueOf(one, name)} />
              </Table.Td>
              <Table.Td>
                <Value value={valueOf(other, name)} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

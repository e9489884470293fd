import { Stack, Table, Text } from '@mantine/core';
import { duration } from '../../parts/format.ts';
import { To } from '../../parts/link.tsx';
import { useNow } from '../../parts/now.ts';
import { Panel } from '../../parts/panel.tsx';
import { listOf } from '../../parts/paths.ts';
import { Status } from '../../parts/status.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { When } from '../../parts/when.tsx';
import { words } from '../../words/tower.ts';
import { term } from '../../words/terms.ts';
import type { Outage } from './outage.ts';

/** How many outages are shown; the log behind them has all. */
const most = 10;

/** How long one lasted, or has lasted. */
function Lasted({ outage: { from, to } }: { readonly outage: Outage }) {
  const now = useNow();
  if (from === null) return words.outages.longer;
  const length = duration(Math.max(1_000, (to === null ? now : Date.parse(to)) - Date.parse(from)));
  return to === null ? words.outages.ongoing(length) : length;
}

/** When sources were away in the chosen time. */
export function Outages({
  outages,
  cut,
}: {
  readonly outages: readonly Outage[] | undefined;
  readonly cut: boolean;
}) {
  const shown = outages?.slice(0, most);
  return (
    <Panel
      title={words.outages.title}
      beside={<To to={listOf.events({ type: 'source.health_changed' })}>{words.outages.log}</To>}
    >
      {shown === undefined && <Waiting lines={2} />}
      {shown?.length === 0 && (
        <Text size="sm" c="dimmed">
          {words.outages.none}
        </Text>
      )}
      {shown && shown.length > 0 && (
        <Stack gap="xs">
          <Table aria-label={words.outages.label} verticalSpacing={5} horizontalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{words.outages.source}</Table.Th>
                <Table.Th>{words.outages.state}</Table.Th>
                <Table.Th data-align="right">{words.outages.began}</Table.Th>
                <Table.Th data-align="right">{words.outages.lasted}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {shown.map((outage) => (
                <Table.Tr key={outage.id}>
                  <Table.Th scope="row" fw={400}>
                    <To to={listOf.source(outage.sourceId)}>{term(outage.source)}</To>
                  </Table.Th>
                  <Table.Td>
                    <Status value={outage.worst} />
                  </Table.Td>
                  <Table.Td data-align="right">
                    {outage.from === null ? words.outages.before : <When at={outage.from} />}
                  </Table.Td>
                  <Table.Td data-align="right" className="figure">
                    <Lasted outage={outage} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          {(cut || (outages?.length ?? 0) > most) && (
            <Text size="xs" c="dimmed">
              {words.outages.cut}
            </Text>
          )}
        </Stack>
      )}
    </Panel>
  );
}

import { Grid, Stack, Table, Text, Tooltip } from '@mantine/core';
import type { TowerExceptionsQuery } from '../../generated/graphql.ts';
import { type Count, Counts } from '../../parts/counts.tsx';
import { Empty } from '../../parts/empty.tsx';
import { decimal } from '../../parts/format.ts';
import { To } from '../../parts/link.tsx';
import { Money } from '../../parts/money.tsx';
import { Panel } from '../../parts/panel.tsx';
import { listOf } from '../../parts/paths.ts';
import { Status } from '../../parts/status.tsx';
import { When } from '../../parts/when.tsx';
import { words } from '../../words/tower.ts';
import { term } from '../../words/terms.ts';
import { useBounds } from './now.ts';

/** How many causes are shown; the list behind them has all. */
const most = 8;

interface Shown {
  readonly data: TowerExceptionsQuery;
  readonly amounts: boolean;
}

const severities = ['critical', 'high', 'medium', 'low'] as const;

function BySeverity({ data, amounts }: Shown) {
  const rows: readonly Count[] = [
    ...severities.map((name) => {
      const severity = name.toUpperCase();
      return {
        name,
        title: term(severity),
        mark: <Status value={severity} />,
        count: data[name].totalCount,
        money: data[name].moneyAtRisk,
        to: listOf.exceptions({ severity }),
      };
    }),
    {
      name: 'all',
      title: words.exceptions.all,
      count: data.open.totalCount,
      money: data.open.moneyAtRisk,
      to: listOf.exceptions(),
    },
  ];
  const { severity: what, count, money } = words.exceptions;
  return (
    <Counts
      label={words.exceptions.bySeverity}
      rows={rows}
      heads={{ what, count, ...(amounts && { money }) }}
    />
  );
}

function ByAge({ data, amounts }: Shown) {
  const { hour, day, week } = useBounds();
  const bounds = {
    withinHour: { openedFrom: hour },
    withinDay: { openedFrom: day, openedTo: hour },
    withinWeek: { openedFrom: week, openedTo: day },
    older: { openedTo: week },
  } as const;
  const names = ['withinHour', 'withinDay', 'withinWeek', 'older'] as const;
  const rows = names.map((name) => ({
    name,
    title: words.age.buckets[name],
    count: data[name].totalCount,
    money: data[name].moneyAtRisk,
    to: listOf.exceptions(bounds[name]),
  }));
  const { count, money } = words.exceptions;
  return (
    <Counts
      label={words.age.label}
      rows={rows}
      heads={{ what: words.age.age, count, ...(amounts && { money }) }}
    />
  );
}

function Causes({ data, amounts }: Shown) {
  const shown = data.groups.slice(0, most);
  return (
    <Stack gap="xs">
      <Table.ScrollContainer minWidth={380} type="native">
        <Table aria-label={words.causes.label} verticalSpacing={5} horizontalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.causes.cause}</Table.Th>
              <Table.Th data-align="right">{words.causes.count}</Table.Th>
              {amounts && <Table.Th data-align="right">{words.causes.money}</Table.Th>}
              <Table.Th data-align="right">{words.causes.oldest}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map(({ rootCauseKey, count, moneyAtRisk, firstOpenedAt, sample }) => {
              const title = sample ? term(sample.code) : rootCauseKey;
              const to = listOf.exceptions({ rootCauseKey });
              return (
                <Table.Tr key={rootCauseKey}>
                  <Table.Th scope="row" fw={400} maw={0} w="99%">
                    <To to={to}>{title}</To>
                    {sample && (
                      <Tooltip label={sample.message} multiline maw={420} openDelay={300}>
                        <Text size="xs" c="dimmed" truncate>
                          {sample.message}
                        </Text>
                      </Tooltip>
                    )}
                  </Table.Th>
                  <Table.Td data-align="right" className="figure">
                    <To to={to} aria-label={`${count} ${title}`}>
                      {decimal(String(count))}
                    </To>
                  </Table.Td>
                  {amounts && (
                    <Table.Td data-align="right">
                      <Money value={moneyAtRisk} />
                    </Table.Td>
                  )}
                  <Table.Td data-align="right" style={{ whiteSpace: 'nowrap' }}>
                    <When at={firstOpenedAt} />
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {data.groups.length > most && (
        <To to={listOf.causes()}>{words.causes.more(data.groups.length - most)}</To>
      )}
    </Stack>
  );
}

/** What is open: by severity, by age and by cause. */
export function Exceptions({ data, amounts }: Shown) {
  if (data.open.totalCount === 0)
    return (
      <Panel title={words.exceptions.title}>
        <Empty title={words.exceptions.none} next={words.exceptions.noneNext} />
      </Panel>
    );
  return (
    <Grid gap="md">
      <Grid.Col span={{ base: 12, sm: 6, lg: 3.5 }}>
        <Panel title={words.exceptions.title}>
          <BySeverity data={data} amounts={amounts} />
        </Panel>
      </Grid.Col>
      <Grid.Col span={{ base: 12, sm: 6, lg: 3.5 }}>
        <Panel title={words.age.title}>
          <ByAge data={data} amounts={amounts} />
        </Panel>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 5 }}>
        <Panel title={words.causes.title}>
          <Causes data={data} amounts={amounts} />
        </Panel>
      </Grid.Col>
    </Grid>
  );
}

import { Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { useStream } from '../../client/follow.ts';
import { useMe } from '../../client/rights.ts';
import { type RunListedFragment, RunsChangedDocument, RunsListDocument } from '../../generated/graphql.ts';
import { useAddress } from '../../parts/address.ts';
import { Empty } from '../../parts/empty.tsx';
import { useOften } from '../../parts/often.ts';
import { usePages } from '../../parts/pages.ts';
import { useRange } from '../../parts/range.tsx';
import { Rows } from '../../parts/rows.tsx';
import { Screen } from '../../parts/screen.tsx';
import { Troubles } from '../../parts/troubles.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { words } from '../../words/runs.ts';
import { columnsFor } from './columns.tsx';
import { type RunFilter, RunFilters, useRunFilter } from './filters.tsx';

type Listed = RunListedFragment;

const isRun = <Node extends object>(node: Node | null): node is Extract<Node, Listed> =>
  node !== null && 'startedBy' in node;

const has = (of: readonly string[], value: string): boolean => of.length === 0 || of.includes(value);

/** Whether a run belongs to the list as far as the run itself tells; a correlation it does not. */
const fits = ({ process, status, slaState }: RunFilter, run: Listed): boolean =>
  has(process, run.process) &&
  has(status, run.status) &&
  (slaState.length === 0 || has(slaState, run.sla?.state ?? ''));

/** Since when runs are listed: it stands still while one reads, and is taken anew with another range. */
function useSince(): string | null {
  const { range, from } = useRange('all');
  const [since, setSince] = useState({ range, from });
  if (since.range !== range) setSince({ range, from });
  return since.range === range ? since.from : from;
}

/** The list of runs, live. */
export function Runs() {
  const { can } = useMe();
  const navigate = useNavigate();
  const { get } = useAddress();
  const filter = useRunFilter();
  const since = useSince();
  const money = can('WorkflowRun.moneyAtRisk');
  const from = get('from') || since;
  const to = get('to') || null;
  const variables = {
    process: filter.process.length === 0 ? null : filter.process,
    status: filter.status.length === 0 ? null : filter.status,
    slaState: filter.slaState.length === 0 ? null : filter.slaState,
    correlationId: filter.correlationId === '' ? null : filter.correlationId,
    from,
    to,
    money,
  };
  const pages = usePages(RunsListDocument, variables, ({ workflowRuns }) => workflowRuns);
  const { rows, patch, again } = pages;
  const soon = useOften(again);

  /** Shows runs as they were told: those of the list at once, others are read with the list. */
  const take = (told: readonly Listed[]): void => {
    if (told.length === 0) return;
    const news = new Map(told.map((run) => [run.id, run]));
    const shown = new Set(rows.map(({ id }) => id));
    patch((before) =>
      before.flatMap((run) => {
        const now = news.get(run.id) ?? run;
        return now === run || fits(filter, now) ? [now] : [];
      }),
    );
    const moved = told.some((run) => shown.has(run.id) !== fits(filter, run));
    if (moved) soon();
  };
  useStream(
    RunsChangedDocument,
    { process: variables.process, money },
    {
      snapshot: ({ nodes }) => take(nodes.filter(isRun)),
      changes: (changes) => take(changes.map(({ node }) => node).filter(isRun)),
      restarted: again,
    },
  );

  const columns = useMemo(() => columnsFor(money), [money]);
  const { list } = words;
  const narrowed =
    filter.process.length + filter.status.length + filter.slaState.length > 0 ||
    filter.correlationId !== '' ||
    from !== null ||
    to !== null;
  return (
    <Screen title={list.title}>
      <RunFilters filter={filter} narrowed={narrowed} />
      <Troubles troubles={pages.troubles} whole={rows.length === 0} again={again} />
      {pages.loading ? (
        <Waiting />
      ) : (
        <Rows
          label={list.label}
          columns={columns}
          rows={rows}
          idOf={({ id }) => id}
          onOpen={({ id }) => void navigate(`/runs/${id}`)}
          total={pages.total}
          more={pages.more}
          empty={
            pages.troubles.length > 0 ? null : (
              <Empty
                title={narrowed ? list.empty : list.none}
                next={<Text size="sm">{narrowed ? list.emptyNext : list.noneNext}</Text>}
              />
            )
          }
        />
      )}
    </Screen>
  );
}

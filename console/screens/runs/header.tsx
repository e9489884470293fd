import { Alert, Group, SimpleGrid, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useMe } from '../../client/rights.ts';
import { Copy } from '../../parts/copy.tsx';
import { duration } from '../../parts/format.ts';
import { To } from '../../parts/link.tsx';
import { Money } from '../../parts/money.tsx';
import { useNow } from '../../parts/now.ts';
import { listOf } from '../../parts/paths.ts';
import { RecordLink } from '../../parts/record.tsx';
import { Instant, When } from '../../parts/when.tsx';
import { words } from '../../words/runs.ts';
import { term } from '../../words/terms.ts';
import { Limit } from './columns.tsx';
import { isOver, openException, type Run } from './state.ts';

const { run: said } = words;

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div style={{ minWidth: 0 }}>
      <dt>
        <Text size="xs" c="dimmed">
          {name}
        </Text>
      </dt>
      <dd style={{ margin: 0, overflowWrap: 'anywhere' }}>
        <Text component="div" size="sm">
          {children}
        </Text>
      </dd>
    </div>
  );
}

function Took({ run }: { readonly run: Run }) {
  const now = useNow();
  const end = run.finishedAt === null ? now : Date.parse(run.finishedAt);
  const time = duration(Math.max(0, end - Date.parse(run.startedAt)));
  return (
    <Text span size="xs" c="dimmed">
      {run.finishedAt === null ? said.running(time) : said.took(time)}
    </Text>
  );
}

/** Why the run stands or ended as it did, and what was asked of it: nothing for one that simply moves. */
export function Why({ run }: { readonly run: Run }) {
  const exception = openException(run);
  const lines = [
    run.asked !== null && run.status !== 'COMPENSATING' && run.status !== 'PAUSED'
      ? said.asked[run.asked]
      : '',
    run.reason ?? '',
  ].filter((line) => line !== '');
  if (lines.length === 0) return null;
  const color = run.status === 'FAILED' || run.status === 'PAUSED' ? 'yellow' : 'gray';
  return (
    <Alert variant="outline" color={color} className="trouble" py="xs" role="status">
      {lines.map((line) => (
        <Text size="sm" key={line}>
          {line}
        </Text>
      ))}
      {exception && <To to={`/exceptions/${exception.id}`}>{words.beside.exceptionOpen}</To>}
    </Alert>
  );
}

/** What is known of a run beside its steps. */
export function RunFacts({ run, money }: { readonly run: Run; readonly money: boolean }) {
  const { can } = useMe();
  const { sla, trigger, correlationId } = run;
  return (
    <SimpleGrid
      cols={{ base: 1, xs: 2, md: 4 }}
      spacing="sm"
      verticalSpacing="xs"
      component="dl"
      m={0}
      aria-label={said.facts}
    >
      <Fact name={said.process}>
        <To to={listOf.runs({ process: run.process })}>{term(run.process)}</To>{' '}
        <Text span size="xs" c="dimmed">
          {said.version(run.processVersion)}
        </Text>
      </Fact>
      <Fact name={said.about}>
        <RecordLink record={run.subject} />
      </Fact>
      {money && (
        <Fact name={said.money}>
          {isOver(run.status) ? said.moneyOver : <Money value={run.moneyAtRisk} strong />}
        </Fact>
      )}
      <Fact name={said.sla}>
        {sla ? (
          <Group gap="xs">
            <Limit sla={sla} />
            <When at={sla.dueAt} size="xs" />
            {sla.pausedMs > 0 && (
              <Text span size="xs" c="dimmed">
                {said.stood(duration(sla.pausedMs))}
              </Text>
            )}
          </Group>
        ) : (
          said.noSla
        )}
      </Fact>
      <Fact name={said.started}>
        <Instant at={run.startedAt} /> <Took run={run} />
      </Fact>
      <Fact name={said.by}>{run.startedBy.name ?? words.list.hub}</Fact>
      <Fact name={said.triggered}>
        {trigger ? <To to={`/events/${trigger.id}`}>{trigger.type}</To> : said.person}
      </Fact>
      <Fact name={said.correlation}>
        <Group gap={4} wrap="nowrap">
          <Text span size="xs" ff="monospace" truncate="end" title={correlationId}>
            {correlationId}
          </Text>
          <Copy text={correlationId} what={said.correlation} />
        </Group>
        <Group gap="sm">
          {can('Query.events') && (
            <To to={listOf.events({ correlation: correlationId, range: 'all' })} size="xs">
              {said.events}
            </To>
          )}
          <To to={listOf.runs({ correlation: correlationId })} size="xs">
            {said.sameCause}
          </To>
          {can('Query.lineage') && (
            <To to={`/lineage?id=${run.id}`} size="xs">
              {said.lineage}
            </To>
          )}
        </Group>
      </Fact>
    </SimpleGrid>
  );
}

/** What the run has reached, in words of the business. */
export function Milestones({ run }: { readonly run: Run }) {
  if (run.checkpoints.length === 0)
    return (
      <Text size="xs" c="dimmed">
        {said.noMilestones}
      </Text>
    );
  return (
    <ol className="milestones" aria-label={said.milestones}>
      {run.checkpoints.map(({ name, at, system }) => (
        <li key={name}>
          <span className="milestone-dot" aria-hidden="true" />
          <Text span size="sm" fw={600}>
            {term(name)}
          </Text>
          <Text span size="xs" c="dimmed">
            {system === null ? '' : `${term(system)} · `}
            <When at={at} size="xs" />
          </Text>
        </li>
      ))}
    </ol>
  );
}

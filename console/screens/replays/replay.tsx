import { Group, SimpleGrid, Stack, Table, Text } from '@mantine/core';
import { useEffect } from 'react';
import { useParams } from 'react-router';
import { useAsk } from '../../client/ask.ts';
import { useProgress } from '../../client/progress.ts';
import { useMe } from '../../client/rights.ts';
import {
  type ReplayStateFragment,
  ReplaysApprovalsDocument,
  ReplaysOneDocument,
  ReplaysProgressDocument,
} from '../../generated/graphql.ts';
import { Copy } from '../../parts/copy.tsx';
import { Empty } from '../../parts/empty.tsx';
import { decimal, duration } from '../../parts/format.ts';
import { To } from '../../parts/link.tsx';
import { Note } from '../../parts/note.tsx';
import { Panel } from '../../parts/panel.tsx';
import { listOf, pageOf } from '../../parts/paths.ts';
import { Screen } from '../../parts/screen.tsx';
import { Status } from '../../parts/status.tsx';
import { Troubles } from '../../parts/troubles.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { When } from '../../parts/when.tsx';
import { words } from '../../words/replays.ts';
import { words as common } from '../../words/shell.ts';
import { whatOf, What } from './what.tsx';

const ends = new Set<ReplayStateFragment['status']>(['COMPLETED', 'FAILED', 'CANCELLED', 'COMPENSATED']);

/** A replay as it goes on: what it is about, and what has come of it. */
export function Replay() {
  const { id = '' } = useParams();
  const { can } = useMe();
  const asked = useAsk(ReplaysOneDocument, { id });
  const known = asked.data?.node?.__typename === 'Replay' ? asked.data.node : null;
  const follows = can('Subscription.replayProgress');
  const { data, state } = useProgress(
    ReplaysProgressDocument,
    { id },
    ({ status }) => ends.has(status),
    !follows || known === null || ends.has(known.status),
  );
  const told = data?.id === id ? data : null;
  const replay = told ?? known;
  const again = asked.again;
  const hasEnded = told !== null && ends.has(told.status);
  // What is remembered of it is brought up to date, so that the stream rests.
  useEffect(() => {
    if (hasEnded) again();
  }, [hasEnded, again]);
  if (!replay && asked.loading)
    return (
      <Screen title={words.title}>
        <Waiting />
      </Screen>
    );
  if (!replay)
    return (
      <Screen title={words.title}>
        <Troubles troubles={asked.troubles} whole again={asked.again} />
        {asked.troubles.length === 0 && <Empty title={words.missing} next={common.missing.record} />}
      </Screen>
    );
  return (
    <Screen
      title={`${words.title} ${id}`}
      beside={
        <>
          <Status value={replay.status} />
          <Copy text={id} what={words.list.id} />
        </>
      }
    >
      <Troubles troubles={asked.troubles} again={asked.again} />
      <Standing replay={replay} />
      {state.state === 'refused' && <Text size="sm">{words.page.refused(state.message)}</Text>}
      {!follows && !ends.has(replay.status) && <Text size="sm">{words.page.notLive}</Text>}
      <Numbers replay={replay} />
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Panel title={words.page.what}>
          <What what={whatOf(replay.filter)} />
        </Panel>
        <Panel title={words.title}>
          <Facts replay={replay} />
        </Panel>
      </SimpleGrid>
      {can('Query.events') && <To to={listOf.events({ correlation: id })}>{words.page.events}</To>}
    </Screen>
  );
}

/** How it stands, in a sentence; where it waits for a person, who that is. */
function Standing({ replay: { id, status, error } }: { readonly replay: ReplayStateFragment }) {
  const { can } = useMe();
  const waits = status === 'WAITING_APPROVAL' || status === 'CANCELLED';
  const { data } = useAsk(ReplaysApprovalsDocument, {}, !waits || !can('Query.approvals'));
  const approval = waits
    ? data?.approvals.edges.find(({ node }) => node.subject?.id === id)?.node
    : undefined;
  const says =
    status === 'WAITING_APPROVAL'
      ? words.page.waits
      : status === 'QUEUED'
        ? words.page.queued
        : status === 'RUNNING'
          ? words.page.running
          : null;
  return (
    <Stack gap="xs" aria-live="polite">
      {says !== null && <Text size="sm">{says}</Text>}
      {error !== null && (
        <Note tone="bad" title={words.page.error}>
          {error}
        </Note>
      )}
      {approval && <To to={pageOf.approval(approval.id)}>{words.page.toApproval}</To>}
    </Stack>
  );
}

function Numbers({ replay }: { readonly replay: ReplayStateFragment }) {
  const dry = replay.mode === 'DRY_RUN';
  const numbers = [
    [words.page.matched, words.page.matchedHint, replay.matched],
    dry
      ? ([words.page.would, words.page.wouldHint, replay.wouldApply] as const)
      : ([words.page.applied, words.page.appliedHint, replay.applied] as const),
    [words.page.already, words.page.alreadyHint, replay.skippedAsDuplicate],
    [words.page.failed, words.page.failedHint, replay.failed],
  ] as const;
  return (
    <Panel title={words.page.numbers}>
      <Group component="dl" gap="xl" m={0} aria-label={words.page.numbersLabel}>
        {numbers.map(([name, hint, value]) => (
          <Stack gap={0} key={name} title={hint}>
            <Text component="dt" size="sm" c="dimmed">
              {name}
            </Text>
            <Text component="dd" m={0} fz={24} fw={600} style={{ fontVariantNumeric: 'tabular-nums' }}>
              {decimal(String(value))}
            </Text>
          </Stack>
        ))}
      </Group>
    </Panel>
  );
}

function Facts({ replay }: { readonly replay: ReplayStateFragment }) {
  const { mode, ratePerSecond, createdAt, finishedAt } = replay;
  const took = finishedAt === null ? 0 : Date.parse(finishedAt) - Date.parse(createdAt);
  return (
    <Table variant="vertical" layout="fixed" verticalSpacing={4} aria-label={words.title}>
      <Table.Tbody>
        <Table.Tr>
          <Table.Th w={130} scope="row">
            {words.page.mode}
          </Table.Th>
          <Table.Td>{mode === 'DRY_RUN' ? words.page.dry : words.page.live}</Table.Td>
        </Table.Tr>
        <Table.Tr>
          <Table.Th scope="row">{words.page.rate}</Table.Th>
          <Table.Td>{words.page.perSecond(decimal(String(ratePerSecond)))}</Table.Td>
        </Table.Tr>
        <Table.Tr>
          <Table.Th scope="row">{words.page.created}</Table.Th>
          <Table.Td>
            <When at={createdAt} />
          </Table.Td>
        </Table.Tr>
        {finishedAt !== null && (
          <Table.Tr>
            <Table.Th scope="row">{words.page.finished}</Table.Th>
            <Table.Td>
              <When at={finishedAt} /> ({words.page.took(duration(took))})
            </Table.Td>
          </Table.Tr>
        )}
      </Table.Tbody>
    </Table>
  );
}

import { Grid, Group, Stack } from '@mantine/core';
import { useMemo } from 'react';
import { useParams } from 'react-router';
import { useMe } from '../../client/rights.ts';
import { Empty } from '../../parts/empty.tsx';
import { To } from '../../parts/link.tsx';
import { Screen } from '../../parts/screen.tsx';
import { Status } from '../../parts/status.tsx';
import { Troubles } from '../../parts/troubles.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { words } from '../../words/exceptions.ts';
import { words as shell } from '../../words/shell.ts';
import { term } from '../../words/terms.ts';
import { Actions } from './actions.tsx';
import { usePeople } from './assign.tsx';
import { Comments } from './comments.tsx';
import { type Detail, useException } from './detail.ts';
import './exceptions.css';
import { About } from './facts.tsx';
import { Failed } from './failed.tsx';
import { Fix } from './fix.tsx';
import { History } from './history.tsx';
import { useDeeds } from './mutate.ts';
import { Story } from './story.tsx';

function Known({ detail, again }: { readonly detail: Detail; readonly again: () => void }) {
  const { can } = useMe();
  const send = useDeeds();
  const people = usePeople();
  const names = useMemo(() => new Map(people.map(({ value, label }) => [value, label])), [people]);
  return (
    <>
      <Group gap="xs" role="group" aria-label={words.actions}>
        <Actions detail={detail} send={send} again={again} />
      </Group>
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack gap="md">
            <Story detail={detail} />
            <Fix detail={detail} send={send} again={again} />
            <Comments detail={detail} send={send} again={again} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack gap="md">
            <About detail={detail} />
            {can('StepAttempt.call') && <Failed detail={detail} />}
            <History detail={detail} people={names} />
          </Stack>
        </Grid.Col>
      </Grid>
    </>
  );
}

/** One exception: what happened, what to do about it, and what comes of that, live. */
export function Exception() {
  const { id = '' } = useParams();
  const { detail, troubles, again } = useException(id);
  return (
    <Screen
      title={detail ? term(detail.code) : words.title.one}
      beside={
        detail && (
          <Group gap={6} role="status" aria-label={words.title.state}>
            <Status value={detail.severity} />
            <Status value={detail.status} />
          </Group>
        )
      }
      actions={<To to="/exceptions">{words.title.back}</To>}
    >
      <Troubles troubles={troubles} whole={detail === undefined} again={again} />
      {detail ? (
        <Known key={id} detail={detail} again={again} />
      ) : detail === null ? (
        <Empty title={shell.missing.record} next={<To to="/exceptions">{words.title.back}</To>} />
      ) : (
        troubles.length === 0 && <Waiting lines={10} />
      )}
    </Screen>
  );
}

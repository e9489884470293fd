import { Badge, Button, Group, List, Progress, Stack, Text, Title } from '@mantine/core';
import { useEffect, useSyncExternalStore } from 'react';
import { newKey } from '../../client/ask.ts';
import { useMe } from '../../client/rights.ts';
import { useAddress } from '../../parts/address.ts';
import { Empty } from '../../parts/empty.tsx';
import { To } from '../../parts/link.tsx';
import { pageOf } from '../../parts/paths.ts';
import { Side } from '../../parts/side.tsx';
import { Status } from '../../parts/status.tsx';
import { When } from '../../parts/when.tsx';
import { words } from '../../words/exceptions.ts';
import { term } from '../../words/terms.ts';
import { cancelJob, countsOf, currentJobs, type Job, resumeJob, retryFailed, watchJobs } from './job.ts';
import { useDeeds } from './mutate.ts';
import type { Send } from './deed.ts';

/** So many failures are shown one by one. */
const most = 100;

function One({ job, send }: { readonly job: Job; readonly send: Send }) {
  const { id, name, at, reason, rows, state, trouble } = job;
  const { done, failed, waiting } = countsOf(job);
  const failures = [...rows].flatMap(([each, row]) => (row.is === 'failed' ? [[each, row] as const] : []));
  return (
    <Stack gap={6} component="li">
      <Group justify="space-between" wrap="nowrap">
        <Title order={3} size="h6">
          {name}
        </Title>
        <Status
          value={words.jobs.states[state]}
          as={state === 'finished' ? (failed > 0 ? 'warn' : 'good') : 'busy'}
        />
      </Group>
      <Text size="xs" c="dimmed">
        <When at={at} size="xs" /> {reason !== '' && `· ${reason}`}
      </Text>
      <Progress.Root size="sm">
        <Progress.Section
          value={((done + failed) / rows.size) * 100}
          color={failed > 0 ? 'orange' : 'teal'}
          aria-label={words.jobs.progress(name)}
        />
      </Progress.Root>
      <Text size="sm" role="status">
        {words.jobs.counts(done, failed, waiting)}
      </Text>
      {trouble !== null && <Text size="sm">{words.jobs.trouble(trouble)}</Text>}
      <Group gap="xs">
        {state === 'running' && (
          <Button size="compact-sm" variant="default" onClick={() => cancelJob(id)}>
            {words.jobs.cancel}
          </Button>
        )}
        {(state === 'stopped' || state === 'cancelled') && waiting > 0 && (
          <Button size="compact-sm" variant="default" onClick={() => resumeJob(id, send)}>
            {words.jobs.resume}
          </Button>
        )}
        {state !== 'running' && failed > 0 && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => retryFailed(id, newKey(), words.jobs.again(name), send)}
          >
            {words.jobs.retry(failed)}
          </Button>
        )}
      </Group>
      {failures.length > 0 && (
        <List size="sm" spacing={4} aria-label={words.jobs.failures(name)}>
          {failures.slice(0, most).map(([each, { code, message }]) => (
            <List.Item key={each}>
              <To to={pageOf.exception(each)}>{term(code)}</To>: {message}
            </List.Item>
          ))}
          {failures.length > most && <List.Item>{words.jobs.more(failures.length - most)}</List.Item>}
        </List>
      )}
    </Stack>
  );
}

/** The work on many exceptions of this tab: what is under way and what was. */
export function Jobs() {
  const { get, set } = useAddress();
  const { id: me } = useMe();
  const send = useDeeds();
  const jobs = useSyncExternalStore(watchJobs, currentJobs).filter(({ by }) => by === me);
  const running = jobs.filter(({ state }) => state === 'running').length;
  useEffect(() => {
    if (running === 0) return undefined;
    const stay = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener('beforeunload', stay);
    return () => removeEventListener('beforeunload', stay);
  }, [running]);
  return (
    <>
      <Button
        size="xs"
        variant="default"
        onClick={() => set({ jobs: '1' })}
        rightSection={
          running > 0 && (
            <Badge size="xs" variant="default" className="status" data-tone="busy">
              {running}
            </Badge>
          )
        }
      >
        {words.jobs.title}
      </Button>
      <Side
        opened={get('jobs') === '1'}
        onClose={() => set({ jobs: null })}
        title={words.jobs.title}
        close={words.close}
      >
        {jobs.length === 0 ? (
          <Empty title={words.jobs.none} next={words.jobs.noneNext} />
        ) : (
          <Stack>
            <Text size="xs" c="dimmed">
              {words.jobs.hint}
            </Text>
            <Stack component="ol" gap="lg" m={0} p={0} style={{ listStyle: 'none' }}>
              {jobs.map((job) => (
                <One key={job.id} job={job} send={send} />
              ))}
            </Stack>
          </Stack>
        )}
      </Side>
    </>
  );
}

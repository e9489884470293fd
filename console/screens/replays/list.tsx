import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useAsk } from '../../client/ask.ts';
import { useMe } from '../../client/rights.ts';
import { type ReplayStateFragment, ReplaysByIdDocument } from '../../generated/graphql.ts';
import { Empty } from '../../parts/empty.tsx';
import { decimal } from '../../parts/format.ts';
import { To } from '../../parts/link.tsx';
import { pageOf } from '../../parts/paths.ts';
import { PlainTable } from '../../parts/plain-table.tsx';
import { Status } from '../../parts/status.tsx';
import { Troubles } from '../../parts/troubles.tsx';
import { Typed } from '../../parts/typed.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { When } from '../../parts/when.tsx';
import { words } from '../../words/replays.ts';
import { startedBy } from './started.ts';

const number = (value: number): string => decimal(String(value));

/** What a replay has come to so far, in a sentence. */
function resultOf(replay: ReplayStateFragment): string {
  const { mode, applied, wouldApply, skippedAsDuplicate, failed } = replay;
  const changed = mode === 'DRY_RUN' ? wouldApply : applied;
  const said = words.page.sentence(number(changed), number(skippedAsDuplicate), number(failed));
  return mode === 'DRY_RUN' ? `${words.page.dry}: ${said}` : said;
}

/** The replays that the person has started in this browser, and a way to any other by its id. */
export function Replays() {
  const { id: me } = useMe();
  const [ids] = useState(() => startedBy(me));
  const { data, loading, troubles, again } = useAsk(ReplaysByIdDocument, { ids }, ids.length === 0);
  const navigate = useNavigate();
  const [wanted, setWanted] = useState('');
  const replays = (data?.nodes ?? []).flatMap((node) => (node?.__typename === 'Replay' ? [node] : []));
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {words.list.intro}
      </Text>
      <Group gap="xs" align="flex-end">
        <Typed label={words.list.open} hint={words.list.openHint} value={wanted} onChange={setWanted} />
        <Button
          size="xs"
          variant="default"
          disabled={wanted === ''}
          onClick={() => void navigate(pageOf.replay(wanted))}
        >
          {words.list.go}
        </Button>
      </Group>
      <Troubles troubles={troubles} whole={replays.length === 0} again={again} />
      {loading && <Waiting lines={4} />}
      {!loading && troubles.length === 0 && replays.length === 0 && (
        <Empty title={words.list.empty} next={words.list.emptyNext} />
      )}
      {replays.length > 0 && (
        <PlainTable
          label={words.list.label}
          heads={[
            { title: words.list.id },
            { title: words.list.status },
            { title: words.list.created },
            { title: words.list.result },
          ]}
          lines={replays.map((replay) => ({
            id: replay.id,
            cells: [
              <To to={pageOf.replay(replay.id)} key="id">
                {replay.id}
              </To>,
              <Status value={replay.status} key="status" />,
              <When at={replay.createdAt} key="created" />,
              resultOf(replay),
            ],
          }))}
        />
      )}
    </Stack>
  );
}

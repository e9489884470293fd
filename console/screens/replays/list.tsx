import { Button, Group, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useAsk } from '../../client/ask.ts';
import { type ReplayStateFragment, ReplaysByIdDocument } from '../../generated/graphql.ts';
import { Empty } from '../../parts/empty.tsx';
import { decimal } from '../../parts/format.ts';
import { To } from '../../parts/link.tsx';
import { Status } from '../../parts/status.tsx';
import { Troubles } from '../../parts/troubles.tsx';
import { Typed } from '../../parts/typed.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { When } from '../../parts/when.tsx';
import { words } from '../../words/replays.ts';
import { startedHere } from './started.ts';

const number = (value: number): string => decimal(String(value));

/** The replays that were started in this browser, and a way to any other by its id. */
export function Replays() {
  const [ids] = useState(startedHere);
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
          onClick={() => void navigate(`/replays/${encodeURIComponent(wanted)}`)}
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
        <Table.ScrollContainer minWidth={560} type="native">
          <Table aria-label={words.list.label}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{words.list.id}</Table.Th>
                <Table.Th>{words.list.status}</Table.Th>
                <Table.Th>{words.list.created}</Table.Th>
                <Table.Th>{words.list.result}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {replays.map((replay) => (
                <Row key={replay.id} replay={replay} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Stack>
  );
}

function Row({ replay }: { readonly replay: ReplayStateFragment }) {
  const { id, status, mode, createdAt, applied, wouldApply, skippedAsDuplicate, failed } = replay;
  const changed = mode === 'DRY_RUN' ? wouldApply : applied;
  return (
    <Table.Tr>
      <Table.Td>
        <To to={`/replays/${id}`}>{id}</To>
      </Table.Td>
      <Table.Td>
        <Status value={status} />
      </Table.Td>
      <Table.Td>
        <When at={createdAt} />
      </Table.Td>
      <Table.Td>
        {mode === 'DRY_RUN' && `${words.page.dry}: `}
        {words.page.sentence(number(changed), number(skippedAsDuplicate), number(failed))}
      </Table.Td>
    </Table.Tr>
  );
}

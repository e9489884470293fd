import { Code, Stack, Text, Title } from '@mantine/core';
import { useAsk } from '../../client/ask.ts';
import { useMe } from '../../client/rights.ts';
import { AuditOneDocument, type AuditOneQuery } from '../../generated/graphql.ts';
import { ById } from '../../parts/by-id.tsx';
import { Copy } from '../../parts/copy.tsx';
import { Diff, differing } from '../../parts/diff.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Facts } from '../../parts/facts.tsx';
import { decimal } from '../../parts/format.ts';
import { To } from '../../parts/link.tsx';
import { Side } from '../../parts/side.tsx';
import { Troubles } from '../../parts/troubles.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { Instant, When } from '../../parts/when.tsx';
import { actionWords, words } from '../../words/audit.ts';
import { ofCause } from '../events/columns.tsx';

/** An entry of the trail in full, beside the list; an empty id: none is open. */
export function Entry({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { can } = useMe();
  const { data, loading, troubles, again } = useAsk(
    AuditOneDocument,
    { id, contents: can('AuditEntry.before') },
    id === '',
  );
  const entry = data?.node?.__typename === 'AuditEntry' ? data.node : null;
  return (
    <Side
      opened={id !== ''}
      title={words.entry.title(entry ? decimal(String(entry.sequence)) : '')}
      close={words.entry.close}
      onClose={onClose}
    >
      {loading && <Waiting />}
      <Troubles troubles={troubles} whole={entry === null} again={again} />
      {!loading && troubles.length === 0 && !entry && <Empty title={words.entry.missing} />}
      {entry && <Detail entry={entry} />}
    </Side>
  );
}

type Whole = Extract<AuditOneQuery['node'], { readonly __typename: 'AuditEntry' }>;

function Detail({ entry }: { readonly entry: Whole }) {
  const { can } = useMe();
  const { subject, correlationId } = entry;
  return (
    <Stack gap="sm">
      <Facts
        label={words.entry.title(String(entry.sequence))}
        facts={[
          {
            name: words.entry.action,
            value: (
              <>
                {actionWords(entry.action)} <Code>{entry.action}</Code>
              </>
            ),
          },
          {
            name: words.entry.at,
            value: (
              <>
                <Instant at={entry.at} /> (<When at={entry.at} />)
              </>
            ),
          },
          { name: words.entry.actor, value: entry.actor === 'isthmus' ? words.list.hub : entry.actor },
          { name: words.entry.account, value: entry.account },
          {
            name: words.entry.actors,
            value: entry.actors.length === 0 ? words.entry.nobody : entry.actors.join(', '),
          },
          { name: words.entry.subject, value: subject === null ? words.list.several : <ById id={subject} /> },
          {
            name: words.entry.correlation,
            value: (
              <>
                {correlationId} <Copy text={correlationId} what={words.entry.correlation} />
              </>
            ),
          },
        ]}
      />
      {can('Query.events') && <To to={ofCause(correlationId)}>{words.entry.events}</To>}
      <Title order={3} size="h5">
        {words.entry.change}
      </Title>
      <Change entry={entry} />
      <Title order={3} size="h5">
        {words.entry.proof}
      </Title>
      <Facts
        label={words.entry.proof}
        facts={[
          { name: words.entry.prevHash, value: <Code>{entry.prevHash}</Code> },
          { name: words.entry.hash, value: <Code>{entry.hash}</Code> },
        ]}
      />
      <Text size="xs" c="dimmed">
        {words.entry.how}
      </Text>
    </Stack>
  );
}

function Change({ entry: { before, after } }: { readonly entry: Whole }) {
  const { can } = useMe();
  if (!can('AuditEntry.before')) return <Text size="sm">{words.entry.notShown}</Text>;
  return differing(before, after).length === 0 ? (
    <Text size="sm">{words.entry.none}</Text>
  ) : (
    <Diff label={words.entry.change} before={before} after={after} />
  );
}

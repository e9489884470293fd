import { Stack, Text } from '@mantine/core';
import { useAsk } from '../../client/ask.ts';
import { DeadLettersOneDocument } from '../../generated/graphql.ts';
import { ById } from '../../parts/by-id.tsx';
import { Copy } from '../../parts/copy.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Facts } from '../../parts/facts.tsx';
import { To } from '../../parts/link.tsx';
import { pageOf } from '../../parts/paths.ts';
import { Side } from '../../parts/side.tsx';
import { Troubles } from '../../parts/troubles.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { When } from '../../parts/when.tsx';
import { words } from '../../words/events.ts';
import { words as replayWords } from '../../words/replays.ts';
import { words as common } from '../../words/shell.ts';
import { term } from '../../words/terms.ts';
import { StartReplay } from '../replays/start.tsx';
import { ofCause } from './columns.tsx';

const nothing = { types: [], subject: '', correlation: '', from: null, to: null };

/** A dead letter in full, beside the list; an empty id: none is open. */
export function Letter({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  return (
    <Side opened={id !== ''} title={words.letters.detail} close={words.letters.close} onClose={onClose}>
      {id !== '' && <Detail id={id} />}
    </Side>
  );
}

function Detail({ id }: { readonly id: string }) {
  const { data, loading, troubles, again } = useAsk(DeadLettersOneDocument, { id });
  const letter = data?.node?.__typename === 'DeadLetter' ? data.node : null;
  if (loading) return <Waiting />;
  if (!letter)
    return (
      <>
        <Troubles troubles={troubles} whole again={again} />
        {troubles.length === 0 && <Empty title={common.missing.record} />}
      </>
    );
  return (
    <Stack gap="sm">
      <Troubles troubles={troubles} again={again} />
      <Facts
        label={words.letters.detail}
        facts={[
          { name: words.letters.code, value: term(letter.code) },
          { name: words.letters.reason, value: letter.reason },
          { name: words.letters.attempts, value: letter.attempts },
          { name: words.letters.first, value: <When at={letter.firstFailedAt} /> },
          { name: words.letters.failed, value: <When at={letter.lastFailedAt} /> },
          {
            name: words.letters.resolved,
            value: letter.resolvedAt === null ? words.letters.waits : <When at={letter.resolvedAt} />,
          },
          letter.source && { name: words.letters.source, value: term(letter.source.name) },
          { name: words.letters.kind, value: term(letter.kind) },
          { name: words.letters.object, value: letter.object },
          {
            name: words.letters.external,
            value: (
              <>
                {letter.externalId} <Copy text={letter.externalId} what={words.letters.external} />
              </>
            ),
          },
          // Of a record that was never taken in, all that is known is who told of it.
          letter.event.subjectId?.startsWith('src_') === false && {
            name: words.letters.record,
            value: <ById id={letter.event.subjectId} />,
          },
          { name: words.letters.event, value: <To to={pageOf.event(letter.event.id)}>{letter.event.id}</To> },
          {
            name: words.letters.correlation,
            value: <To to={ofCause(letter.correlationId)}>{letter.correlationId}</To>,
          },
        ]}
      />
      <Text size="xs" c="dimmed">
        {words.letters.codeHelp}
      </Text>
      {letter.resolvedAt === null && (
        <div>
          <StartReplay
            what={{ ...nothing, letters: [id] }}
            label={replayWords.start.act}
            disabledWhy={null}
          />
        </div>
      )}
    </Stack>
  );
}

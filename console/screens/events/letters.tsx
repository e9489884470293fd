import { Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useMe } from '../../client/rights.ts';
import { useStream } from '../../client/follow.ts';
import {
  type DeadLetterRowFragment,
  DeadLettersListDocument,
  EventsTailDocument,
} from '../../generated/graphql.ts';
import { useAddress } from '../../parts/address.ts';
import { Empty } from '../../parts/empty.tsx';
import { useOften } from '../../parts/often.ts';
import { usePages } from '../../parts/pages.ts';
import { type Column, Rows } from '../../parts/rows.tsx';
import { Troubles } from '../../parts/troubles.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { When } from '../../parts/when.tsx';
import { words } from '../../words/events.ts';
import { words as replayWords } from '../../words/replays.ts';
import { term } from '../../words/terms.ts';
import { StartReplay } from '../replays/start.tsx';
import { Mark } from './columns.tsx';
import { Letter } from './letter.tsx';

const columns: readonly Column<DeadLetterRowFragment>[] = [
  {
    name: 'failed',
    title: words.letters.failed,
    width: '100px',
    cell: ({ lastFailedAt }) => <When at={lastFailedAt} />,
  },
  {
    name: 'source',
    title: words.letters.source,
    width: '90px',
    cell: ({ source }) => (source ? term(source.name) : ''),
  },
  { name: 'kind', title: words.letters.kind, width: '100px', cell: ({ kind }) => term(kind) },
  {
    name: 'external',
    title: words.letters.external,
    width: 'minmax(130px, 1fr)',
    cell: ({ object, externalId }) => (
      <>
        {object} <Mark text={externalId} />
      </>
    ),
  },
  { name: 'code', title: words.letters.code, width: '130px', cell: ({ code }) => term(code) },
  { name: 'reason', title: words.letters.reason, width: 'minmax(240px, 4fr)', cell: ({ reason }) => reason },
  {
    name: 'attempts',
    title: words.letters.attempts,
    width: '56px',
    align: 'right',
    cell: ({ attempts }) => attempts,
  },
  {
    name: 'first',
    title: words.letters.first,
    width: '100px',
    cell: ({ firstFailedAt }) => <When at={firstFailedAt} />,
  },
];

/** What could not be taken in, and the way to take it in after all. It follows the log: a record that gets out of step or into it is told there. */
export function Letters() {
  const { can } = useMe();
  const { get, set } = useAddress();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const pages = usePages(DeadLettersListDocument, {}, ({ deadLetters }) => deadLetters);
  const again = useOften(pages.again);
  useStream(
    EventsTailDocument,
    { types: ['sync.status_changed'], subjectId: null },
    { changes: again, restarted: again, pause: !can('Subscription.eventAppended') },
  );
  const chosen = pages.rows.filter(({ id }) => selected.has(id)).map(({ id }) => id);
  if (pages.loading) return <Waiting lines={8} />;
  const failed = pages.rows.length === 0 && pages.troubles.length > 0;
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {words.letters.intro}
      </Text>
      <Troubles troubles={pages.troubles} whole={failed} again={pages.again} />
      {pages.rows.length > 0 && (
        <Group>
          <StartReplay
            what={{ types: [], subject: '', correlation: '', from: null, to: null, letters: chosen }}
            label={replayWords.start.actSelected(chosen.length)}
            disabledWhy={chosen.length === 0 ? replayWords.start.select : null}
          />
        </Group>
      )}
      {!failed && (
        <Rows
          label={words.letters.label}
          columns={columns}
          rows={pages.rows}
          idOf={({ id }) => id}
          onOpen={({ id }) => set({ letter: id }, true)}
          openId={get('letter')}
          selected={new Set(chosen)}
          onSelect={setSelected}
          total={pages.total}
          more={pages.more}
          rowHeight={40}
          empty={<Empty title={words.letters.empty} next={words.letters.emptyNext} />}
        />
      )}
      <Letter id={get('letter')} onClose={() => set({ letter: null })} />
    </Stack>
  );
}

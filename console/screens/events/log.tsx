import { Box, Button, Group, Stack, Text } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { type FocusEvent, type UIEvent, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useMe } from '../../client/rights.ts';
import { EventsLogDocument } from '../../generated/graphql.ts';
import { Empty } from '../../parts/empty.tsx';
import { decimal } from '../../parts/format.ts';
import { Note } from '../../parts/note.tsx';
import { usePages } from '../../parts/pages.ts';
import { pageOf } from '../../parts/paths.ts';
import { Rows } from '../../parts/rows.tsx';
import { Troubles } from '../../parts/troubles.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { words } from '../../words/events.ts';
import { words as replayWords } from '../../words/replays.ts';
import { StartReplay } from '../replays/start.tsx';
import { columns } from './columns.tsx';
import { FilterBar } from './filter-bar.tsx';
import { type LogFilter, useLogFilter } from './filter.ts';
import { mostKept, type Tail, useTail } from './tail.ts';

/** The log and its live tail, by the filter of the address. */
export function Log() {
  const filter = useLogFilter();
  const [reading, setReading] = useState(0);
  return (
    <Stack gap="sm">
      <FilterBar />
      <List
        key={`${filter.key} ${reading}`}
        given={filter}
        isEmpty={filter.isEmpty}
        anew={() => setReading((before) => before + 1)}
      />
    </Stack>
  );
}

function List({
  given,
  isEmpty,
  anew,
}: {
  readonly given: LogFilter;
  readonly isEmpty: boolean;
  readonly anew: () => void;
}) {
  // A range that ends now moves on with the clock; the list stays the one that was begun.
  const [filter] = useState(given);
  const { types, subject, correlation, source, from, to } = filter;
  const [over] = useState(() => to !== null && Date.parse(to) <= Date.now());
  const { can } = useMe();
  const navigate = useNavigate();
  const [paused, setPaused] = useState(false);
  const [reading, setReading] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const pages = usePages(
    EventsLogDocument,
    {
      type: types.length === 0 ? null : types,
      subjectId: subject === '' ? null : subject,
      correlationId: correlation === '' ? null : correlation,
      source: source === '' ? null : source,
      from,
      to,
    },
    ({ events }) => events,
  );
  const follows = can('Subscription.eventAppended') && !over;
  const tail = useTail(filter, {
    held: paused || reading,
    pause: !follows,
    begun: pages.again,
    restarted: anew,
  });
  const isTold = new Set(tail.shown.map(({ id }) => id));
  const waits = new Set(tail.waiting.map(({ id }) => id));
  // What the list was read with may be told by the tail as well; what waits is not shown before it is asked for.
  const behind = pages.rows.filter(({ id }) => !isTold.has(id) && !waits.has(id));
  const rows = tail.cut ? tail.shown : [...tail.shown, ...behind];
  const read = new Set(pages.rows.map(({ id }) => id));
  const came = tail.shown.filter(({ id }) => !read.has(id)).length;
  const total = pages.total === null || tail.cut ? null : pages.total + came;
  const toTop = (): void => {
    const grid = box.current?.querySelector('[role="grid"]');
    if (grid) grid.scrollTop = 0;
    setReading(false);
    tail.show();
  };
  if (pages.loading) return <Waiting lines={12} />;
  const failed = rows.length === 0 && pages.troubles.length > 0;
  return (
    <Stack gap="xs">
      <Troubles troubles={pages.troubles} whole={failed} again={pages.again} />
      {!failed && (
        <>
          <Group justify="space-between" gap="xs">
            {can('Subscription.eventAppended') ? (
              <TailBar
                tail={tail}
                over={over}
                paused={paused}
                reading={reading}
                onPause={() => setPaused(!paused)}
                onShow={toTop}
              />
            ) : (
              <span />
            )}
            <StartReplay
              what={{ types, subject, correlation, from, to }}
              disabledWhy={
                source !== '' ? replayWords.start.bySource : isEmpty ? replayWords.start.narrow : null
              }
            />
          </Group>
          <Box
            ref={box}
            onScrollCapture={(event: UIEvent) =>
              setReading(event.target instanceof Element && event.target.scrollTop > 4)
            }
            onFocusCapture={(event: FocusEvent) => setReading(event.target.closest('[role="row"]') !== null)}
            onBlurCapture={(event: FocusEvent) => {
              const within = box.current?.contains(event.relatedTarget) ?? false;
              const top = box.current?.querySelector('[role="grid"]')?.scrollTop ?? 0;
              if (!within) setReading(top > 4);
            }}
          >
            <Rows
              label={words.list.label}
              columns={columns}
              rows={rows}
              idOf={({ id }) => id}
              onOpen={({ id }) => void navigate(pageOf.event(id))}
              total={total}
              more={tail.cut ? null : pages.more}
              rowHeight={36}
              height="calc(100vh - 330px)"
              empty={<Empty title={words.list.empty} next={words.list.emptyNext} />}
            />
          </Box>
          {tail.cut && (
            <Group gap="xs">
              <Text size="sm">{words.list.cut(decimal(String(mostKept)))}</Text>
              <Button size="compact-sm" variant="default" onClick={anew}>
                {words.list.again}
              </Button>
            </Group>
          )}
        </>
      )}
    </Stack>
  );
}

/** How the tail stands, and what it can be told. */
function TailBar({
  tail: { state, count },
  over,
  paused,
  reading,
  onPause,
  onShow,
}: {
  readonly tail: Tail;
  readonly over: boolean;
  readonly paused: boolean;
  readonly reading: boolean;
  readonly onPause: () => void;
  readonly onShow: () => void;
}) {
  if (state.state === 'refused') return <Note py={4}>{words.tail.refused(state.message)}</Note>;
  const says = over
    ? words.tail.over
    : paused
      ? words.tail.paused
      : reading
        ? words.tail.reading
        : words.tail.live;
  return (
    <Group gap="xs" role="group" aria-label={words.tail.label}>
      {!over && (
        <Button
          size="xs"
          variant="default"
          onClick={onPause}
          leftSection={paused ? <IconPlayerPlay size={14} /> : <IconPlayerPause size={14} />}
        >
          {paused ? words.tail.resume : words.tail.pause}
        </Button>
      )}
      {count > 0 && (
        <Button size="xs" onClick={onShow}>
          {words.tail.show(decimal(String(count)))}
        </Button>
      )}
      <Text size="sm" c="dimmed">
        {says}
      </Text>
    </Group>
  );
}

import { Button, Checkbox, NumberInput, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { type Outcome, useChange, useFetch } from '../../client/ask.ts';
import { useMe } from '../../client/rights.ts';
import {
  type ReplaysPreviewQuery,
  ReplaysPreviewDocument,
  ReplaysStartDocument,
} from '../../generated/graphql.ts';
import { AskedAct, type Done, doneOf } from '../../parts/act.tsx';
import { decimal } from '../../parts/format.ts';
import { Note } from '../../parts/note.tsx';
import { pageOf } from '../../parts/paths.ts';
import { words } from '../../words/replays.ts';
import { rememberStarted } from './started.ts';
import { inputOf, type ReplayWhat, What } from './what.tsx';

const usualRate = 50;
const isRate = (rate: number | string): rate is number =>
  typeof rate === 'number' && Number.isInteger(rate) && rate >= 1 && rate <= 1000;

/** Starts a replay, after a look at what it would change, and leads to it. */
export function StartReplay({
  what,
  label = words.start.act,
  disabledWhy,
}: {
  readonly what: ReplayWhat;
  readonly label?: string;
  readonly disabledWhy: string | null;
}) {
  const { id: me } = useMe();
  const [rate, setRate] = useState<number | string>(usualRate);
  const [dry, setDry] = useState(false);
  const start = useChange(ReplaysStartDocument);
  const navigate = useNavigate();
  const run = async (key: string): Promise<Done> => {
    if (!isRate(rate)) return { errors: [words.start.rateBad] };
    const outcome = await start({
      input: {
        ...inputOf(what),
        mode: dry ? 'DRY_RUN' : 'LIVE',
        ratePerSecond: rate,
        idempotencyKey: key,
      },
    });
    const done = doneOf(outcome, ({ replayEvents }) => replayEvents);
    const id = outcome.data?.replayEvents.replay?.id;
    if (done.errors.length === 0 && id !== undefined) {
      rememberStarted(me, id);
      void navigate(pageOf.replay(id));
    }
    return done;
  };
  return (
    <AskedAct
      label={label}
      right="Mutation.replayEvents"
      disabledWhy={disabledWhy}
      title={words.start.title}
      effect={words.start.effect}
      confirm={words.start.confirm}
      reason="none"
      run={({ key }) => run(key)}
      done={words.start.done}
    >
      <What what={what} />
      <NumberInput
        size="xs"
        label={words.start.rate}
        description={words.start.rateHint}
        value={rate}
        onChange={setRate}
        min={1}
        max={1000}
        allowDecimal={false}
        error={isRate(rate) ? undefined : words.start.rateBad}
      />
      <Preview what={what} />
      <Checkbox
        size="xs"
        label={words.start.dry}
        checked={dry}
        onChange={(event) => setDry(event.currentTarget.checked)}
      />
    </AskedAct>
  );
}

/** Counts what a replay would change, when asked: it costs calls of the sources. */
function Preview({ what }: { readonly what: ReplayWhat }) {
  const count = useFetch(ReplaysPreviewDocument);
  const [busy, setBusy] = useState(false);
  const [counted, setCounted] = useState<Outcome<ReplaysPreviewQuery> | null>(null);
  const go = async (): Promise<void> => {
    setBusy(true);
    setCounted(await count({ input: { ...inputOf(what), mode: 'LIVE' } }));
    setBusy(false);
  };
  const said = counted?.data?.replayPreview;
  const number = (value: number): string => decimal(String(value));
  return (
    <Stack gap={6} align="flex-start" aria-live="polite">
      <Button size="xs" variant="default" loading={busy} onClick={() => void go()}>
        {words.start.preview}
      </Button>
      {busy && <Text size="sm">{words.start.previewing}</Text>}
      {!busy && said && (
        <Text size="sm" fw={600}>
          {words.start.would(number(said.wouldApply), number(said.matched))}{' '}
          {said.skippedAsDuplicate > 0 && words.start.already(number(said.skippedAsDuplicate))}{' '}
          {said.failed > 0 && words.start.cannot(number(said.failed))}
        </Text>
      )}
      {!busy && counted && counted.troubles.length > 0 && (
        <Note py={6}>
          {counted.troubles.map(({ message }) => (
            <Text size="sm" key={message}>
              {message}
            </Text>
          ))}
        </Note>
      )}
    </Stack>
  );
}

import { Anchor, Button, Group, Paper, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import { useFetch } from '../../client/ask.ts';
import { ExceptionIdsDocument, type ExceptionFilter } from '../../generated/graphql.ts';
import { Act, tellDone } from '../../parts/act.tsx';
import { money } from '../../parts/format.ts';
import { sums } from '../../parts/sum.ts';
import { words } from '../../words/exceptions.ts';
import { BulkAsk, type Picked } from './bulk-ask.tsx';
import { type Deed, fields as rights } from './deed.ts';

const deeds: readonly Deed[] = ['assign', 'comment', 'retry', 'fix', 'skip'];

/** What can be done with the exceptions that are ticked, or with all that the filter lets in. */
export function Bulk({
  filter,
  amounts,
  rows,
  total,
  selected,
  onSelect,
  onDone,
}: {
  readonly filter: ExceptionFilter;
  readonly amounts: boolean;
  readonly rows: readonly Picked[];
  readonly total: number | null;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (ids: ReadonlySet<string>) => void;
  readonly onDone: () => void;
}) {
  const fetch = useFetch(ExceptionIdsDocument);
  const [read, setRead] = useState<number | null>(null);
  const [beyond, setBeyond] = useState<readonly Picked[]>([]);
  const [deed, setDeed] = useState<Deed | null>(null);
  const stopped = useRef(false);
  const known = new Map([...beyond, ...rows].map((each) => [each.id, each]));
  const picked = [...selected].map((id) => known.get(id)).filter((each) => each !== undefined);
  const causes = new Set(picked.map(({ rootCauseKey }) => rootCauseKey)).size;
  const stake = sums(picked.map(({ moneyAtRisk }) => moneyAtRisk))
    .map(money)
    .join(' · ');

  const selectAll = async (): Promise<void> => {
    const found = new Map<string, Picked>();
    stopped.current = false;
    for (let after: string | null | undefined = null; after !== undefined;) {
      setRead(found.size);
      const { data, troubles }: Awaited<ReturnType<typeof fetch>> = await fetch({ filter, amounts, after });
      if (!data || stopped.current) {
        if (!data) tellDone(words.download.failed(troubles.map(({ message }) => message).join(' ')));
        setRead(null);
        return;
      }
      for (const { node } of data.exceptions.edges) found.set(node.id, node);
      after = data.exceptions.pageInfo.hasNextPage ? data.exceptions.pageInfo.endCursor : undefined;
    }
    setRead(null);
    setBeyond([...found.values()]);
    onSelect(new Set(found.keys()));
  };

  return (
    <Paper withBorder p="xs" role="group" aria-label={words.bulk.title}>
      <Group justify="space-between" gap="xs">
        <Group gap="sm">
          <Text size="sm" fw={600} role="status">
            {words.bulk.picked(picked.length)}
            {stake !== '' && ` · ${stake}`}
          </Text>
          {read !== null ? (
            <Button size="compact-sm" variant="default" onClick={() => (stopped.current = true)}>
              {words.bulk.reading(read)}
            </Button>
          ) : (
            total !== null &&
            total > picked.length && (
              <Anchor component="button" size="sm" onClick={() => void selectAll()}>
                {words.bulk.selectAll(total)}
              </Anchor>
            )
          )}
        </Group>
        <Group gap="xs">
          {deeds.map((each) => (
            <Act
              key={each}
              label={words.bulk.acts[each]}
              right={rights[each]}
              disabledWhy={each === 'fix' && causes > 1 ? words.bulk.oneCauseOnly : null}
              onClick={() => setDeed(each)}
            />
          ))}
          <Button size="xs" variant="subtle" onClick={() => onSelect(new Set())}>
            {words.bulk.clear}
          </Button>
        </Group>
      </Group>
      {deed && (
        <BulkAsk
          deed={deed}
          picked={picked}
          onSlice={onDone}
          onClose={(done) => {
            setDeed(null);
            if (done) onSelect(new Set());
          }}
        />
      )}
    </Paper>
  );
}

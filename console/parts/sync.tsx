import { Group, List, Text, Tooltip, UnstyledButton } from '@mantine/core';
import type { OriginFragment, SyncFragment } from '../generated/graphql.ts';
import { words } from '../words/origin.ts';
import { term } from '../words/terms.ts';
import { duration, relative } from './format.ts';
import { Note } from './note.tsx';
import { useNow } from './now.ts';
import './origin.css';
import { sourceName } from './origin.tsx';
import { Status } from './status.tsx';

const { sync } = words;

/** How a record stands in a system: the word, how far behind it may be, and on hover what was heard last and why it is not in step. */
function Stand({ state }: { readonly state: SyncFragment }) {
  const { system, status, lagMs, lastInboundAt, reason, openExceptions } = state;
  const now = useNow();
  const told = [
    ...(lastInboundAt === null ? [] : [sync.heard(relative(Date.parse(lastInboundAt), now))]),
    ...(reason === null ? [] : [reason]),
  ];
  return (
    <Group gap={6} wrap="nowrap" role="listitem">
      <Text size="sm" fw={500}>
        {system === null ? words.refs.gone : term(system.name)}
      </Text>
      <Tooltip label={told.join('. ')} disabled={told.length === 0} multiline maw={380}>
        <UnstyledButton className="origin">
          <Status value={status} size="xs" />
        </UnstyledButton>
      </Tooltip>
      {status !== 'NOT_APPLICABLE' && lagMs !== null && (
        <Text size="xs" c="dimmed">
          {sync.lag(duration(lagMs))}
        </Text>
      )}
      {openExceptions > 0 && <Status value={sync.trouble(openExceptions)} as="bad" size="xs" />}
    </Group>
  );
}

/** How a record stands in each system that can have it. */
export function SyncLine({ states }: { readonly states: readonly SyncFragment[] }) {
  return (
    <Group gap="lg" style={{ rowGap: 4 }} role="list" aria-label={sync.title}>
      {states.map((state) => (
        <Stand key={state.system?.id} state={state} />
      ))}
    </Group>
  );
}

/** What of a record could not be confirmed lately, and since when; nothing where all of it could. */
export function StaleNote({
  states,
  origins,
}: {
  readonly states: readonly SyncFragment[];
  readonly origins: readonly OriginFragment[];
}) {
  const now = useNow();
  const blocked = states.filter(({ status }) => status === 'BLOCKED');
  const known = new Set(blocked.map(({ system }) => system?.id));
  const stale = Map.groupBy(
    origins.filter((origin) => origin.stale && !known.has(origin.system?.id)),
    ({ system }) => sourceName(system),
  );
  if (blocked.length === 0 && stale.size === 0) return null;
  const lines = [
    ...blocked.map(({ system, since, reason }) => ({
      text: sync.blocked(sourceName(system), since === null ? null : duration(now - Date.parse(since))),
      // That it does not answer is said already; why its changes cannot be read is not.
      why: reason !== null && /does not answer/.test(reason) ? null : reason,
    })),
    ...[...stale].map(([name, [first]]) => ({
      text: sync.staleFrom(name, relative(Date.parse(first!.observedAt), now)),
      why: null,
    })),
  ];
  return (
    <Note role="note" py="xs">
      <List size="sm">
        {lines.map(({ text, why }) => (
          <List.Item key={text}>
            {text}
            {why !== null && ` ${why}`}
          </List.Item>
        ))}
      </List>
    </Note>
  );
}

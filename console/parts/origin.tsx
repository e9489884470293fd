import { Stack, Text, Tooltip, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconArrowsDiff, IconClockExclamation } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { OriginFragment } from '../generated/graphql.ts';
import { words } from '../words/origin.ts';
import { term } from '../words/terms.ts';
import { instant, relative } from './format.ts';
import { useNow } from './now.ts';
import './origin.css';
import { inWords, isSame } from './same.ts';
import { useClock } from './settings.ts';

/** The origins of a record's values by the name of the field. */
export type Origins = ReadonlyMap<string, OriginFragment>;

/** The origins that a record tells of its values, by field. */
export const originsOf = (provenance: readonly OriginFragment[] | undefined): Origins =>
  new Map((provenance ?? []).map((each) => [each.path, each]));

/** What a source is called by people; where it is no longer configured, that. */
export const sourceName = (system: OriginFragment['system']): string =>
  system === null ? words.unknownSource : term(system.name);

/** What other systems say that is not what is shown. */
export const conflictsOf = (
  origin: OriginFragment | undefined,
  value: unknown,
): OriginFragment['alternatives'] =>
  (origin?.alternatives ?? []).filter((each) => each.value !== null && !isSame(each.value, value));

/** Why a value is what it is: its source, how long ago that confirmed it, the rule that chose it, and what the others say. */
function Told({ origin, value }: { readonly origin: OriginFragment; readonly value: unknown }) {
  const now = useNow();
  const utc = useClock() === 'utc';
  const { system, externalId, observedAt, stale, rule, alternatives } = origin;
  return (
    <Stack gap={2}>
      <Text size="xs" fw={600}>
        {words.from(sourceName(system), externalId)}
      </Text>
      <Text size="xs">
        {words.confirmed(relative(Date.parse(observedAt), now), instant(observedAt, utc))}
      </Text>
      {stale && (
        <Text size="xs" fw={600}>
          {words.stale}
        </Text>
      )}
      <Text size="xs">{words.rule(rule)}</Text>
      <Text size="xs" mt={4}>
        {alternatives.length === 0 ? words.alone : words.others}
      </Text>
      {alternatives.map((each) => (
        <Text size="xs" key={`${each.system?.id} ${inWords(each.value)}`}>
          {sourceName(each.system)}:{' '}
          {isSame(each.value, value) ? words.same : `${inWords(each.value)}, ${words.differs}`}
        </Text>
      ))}
    </Stack>
  );
}

interface OriginProps {
  /** Of the value; without one, it is shown as it is. */
  readonly origin: OriginFragment | undefined;
  /** The value as the graph gives it, to be compared with what other systems say; left out, nothing is compared. */
  readonly value?: unknown;
  /** Where it is shown what led to it. */
  readonly lineage?: string | null;
  readonly children: ReactNode;
}

/** A value that says on hover and focus where it comes from; marked where it is stale, and where systems do not agree. */
export function Origin({ origin, value, lineage = null, children }: OriginProps) {
  if (!origin) return <>{children}</>;
  const conflict = value !== undefined && conflictsOf(origin, value).length > 0;
  const shown = (
    <>
      {children}
      {origin.stale && (
        <span className="origin-mark" data-tone="warn">
          <IconClockExclamation size={12} aria-hidden />
          {words.staleMark}
        </span>
      )}
      {conflict && (
        <span className="origin-mark" data-tone="busy">
          <IconArrowsDiff size={12} aria-hidden />
          <VisuallyHidden>{words.conflictMark}</VisuallyHidden>
        </span>
      )}
    </>
  );
  const marks = { className: 'origin', 'data-stale': origin.stale || undefined };
  return (
    <Tooltip
      label={<Told origin={origin} value={value} />}
      multiline
      maw={380}
      openDelay={250}
      position="bottom-start"
    >
      {lineage === null ? (
        <UnstyledButton {...marks}>{shown}</UnstyledButton>
      ) : (
        <UnstyledButton component={Link} to={lineage} {...marks}>
          {shown}
        </UnstyledButton>
      )}
    </Tooltip>
  );
}

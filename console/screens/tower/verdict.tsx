import { Group, Text, VisuallyHidden } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconHelpCircle } from '@tabler/icons-react';
import { Fragment } from 'react';
import type { SourceNowFragment } from '../../generated/graphql.ts';
import { money, roughly } from '../../parts/format.ts';
import { To } from '../../parts/link.tsx';
import { useNow } from '../../parts/now.ts';
import { listOf } from '../../parts/paths.ts';
import { words } from '../../words/tower.ts';
import { term } from '../../words/terms.ts';
import type { NowOf } from './now.ts';

interface Clause {
  readonly text: string;
  /** The same for a screen reader, who is not told each second how long it has lasted. */
  readonly said: string;
  readonly to: string;
  readonly bad: boolean;
}

/** What is wrong now, the worst first; each clause leads to the list behind it. */
function clausesOf(now: NowOf, sources: readonly SourceNowFragment[], at: number): readonly Clause[] {
  const { exceptions, runs, approvals, deadLetters, amounts } = now;
  const clauses: Clause[] = [];
  const add = (
    count: number | null | undefined,
    text: (count: number) => string,
    to: string,
    bad = false,
  ): void => {
    if (count != null && count > 0) clauses.push({ text: text(count), said: text(count), to, bad });
  };
  for (const { id, name, health } of sources) {
    if (health.state === 'UP') continue;
    const since = roughly(Math.max(1_000, at - Date.parse(health.since)));
    const bad = health.state === 'DOWN';
    const said = (bad ? words.now.down : words.now.degraded)(term(name));
    clauses.push({ text: words.now.since(said, since), said, to: listOf.source(id), bad });
  }
  const atRisk = exceptions?.open.moneyAtRisk;
  const sum = amounts && atRisk ? money(atRisk) : null;
  const critical = (exceptions?.critical.totalCount ?? 0) > 0;
  add(
    exceptions?.open.totalCount,
    (count) => words.now.exceptions(count, sum),
    listOf.exceptions(),
    critical,
  );
  add(runs?.breached.totalCount, words.now.breached, listOf.lateRuns('BREACHED'), true);
  add(runs?.waiting.totalCount, words.now.waiting, listOf.runs({ status: 'WAITING_APPROVAL' }));
  add(approvals?.toDecide, words.now.approvals, listOf.approvals('mine'));
  add(deadLetters, words.now.deadLetters, listOf.deadLetters());
  return clauses;
}

const tones = {
  bad: IconCircleX,
  warn: IconAlertTriangle,
  good: IconCircleCheck,
  calm: IconHelpCircle,
} as const;

/** Whether anything is wrong now, in one sentence. */
export function Verdict({
  now,
  sources,
  whole,
}: {
  readonly now: NowOf;
  readonly sources: readonly SourceNowFragment[];
  /** Nothing is lacking; otherwise nobody can say that nothing is wrong. */
  readonly whole: boolean;
}) {
  const clauses = clausesOf(now, sources, useNow());
  const tone = clauses.some(({ bad }) => bad) ? 'bad' : clauses.length > 0 ? 'warn' : whole ? 'good' : 'calm';
  const rest = whole ? `${words.now.nothing} ${words.now.well(sources.length)}` : words.now.unsure;
  const Icon = tones[tone];
  return (
    <Group
      component="section"
      aria-label={words.now.label}
      className="verdict"
      data-tone={tone}
      gap="sm"
      p="md"
      wrap="nowrap"
      align="flex-start"
    >
      <VisuallyHidden role="status">
        {clauses.length > 0 ? clauses.map(({ said }) => said).join(words.now.between) : rest}
      </VisuallyHidden>
      <Icon size={24} aria-hidden style={{ flex: 'none' }} />
      <Text component="p" m={0} size="lg" fw={600}>
        {clauses.map(({ text, to }, index) => (
          <Fragment key={to}>
            {index > 0 && words.now.between}
            <To to={to} size="lg" fw={600} c="inherit" underline="always">
              {text}
            </To>
          </Fragment>
        ))}
        {clauses.length > 0 ? words.now.end : rest}
      </Text>
    </Group>
  );
}

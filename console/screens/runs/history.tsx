import { Text } from '@mantine/core';
import { duration } from '../../parts/format.ts';
import { Rows, type Column } from '../../parts/rows.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Status } from '../../parts/status.tsx';
import { Instant } from '../../parts/when.tsx';
import { stepName, words } from '../../words/runs.ts';
import { term } from '../../words/terms.ts';
import type { Run } from './state.ts';

const { history: said } = words;

/** One thing that happened in a run. */
interface Happening {
  readonly id: string;
  readonly at: string;
  readonly what: string;
  readonly detail: string;
  readonly status: string | null;
  readonly took: number | null;
  /** The step that it belongs to. */
  readonly index: number | null;
}

const spent = (from: string, to: string): number => Math.max(0, Date.parse(to) - Date.parse(from));

/** Everything that happened in a run as the graph tells it, in order. */
export function happeningsOf(run: Run): readonly Happening[] {
  const all: Happening[] = [];
  const add = (at: string | null, what: string, more: Partial<Happening> = {}): void => {
    if (at === null) return;
    const usual = { detail: '', status: null, took: null, index: null };
    all.push({ id: `${all.length}`, at, what, ...usual, ...more });
  };
  add(run.startedAt, said.begun, { detail: run.startedBy.name ?? words.list.hub });
  for (const step of run.steps) {
    for (const [nth, { at, durationMs, outcome, error }] of step.attempts.entries())
      add(at, said.attempt(nth + 1, stepName(step.name)), {
        detail: error?.message ?? (step.system ? term(step.system.name) : ''),
        status: outcome,
        took: durationMs,
        index: step.index,
      });
    const { name, status, startedAt, finishedAt, attempts, index } = step;
    const last = attempts.at(-1)?.outcome;
    // That a call did it is told with its try.
    if (last === 'APPLIED' || last === 'FOUND_EXISTING') continue;
    const skipped = status === 'SKIPPED';
    add(finishedAt, skipped ? said.left(stepName(name)) : said.done(stepName(name)), {
      detail: step.system ? term(step.system.name) : '',
      took:
        skipped || startedAt === null || finishedAt === null || last !== undefined
          ? null
          : spent(startedAt, finishedAt),
      index,
    });
  }
  for (const { name, at, system } of run.checkpoints)
    add(at, said.checkpoint(term(name)), { detail: system === null ? '' : term(system) });
  for (const { requestedAt, decidedAt, status, rule } of run.approvals ?? []) {
    add(requestedAt, said.approvalAsked, { detail: rule.name });
    add(decidedAt, said.approvalDecided(term(status)), { detail: rule.name, status });
  }
  if (run.exception) {
    const { openedAt, settledAt, message, status, code } = run.exception;
    add(openedAt, said.exceptionOpened, { detail: message, status: 'OPEN' });
    add(settledAt, said.exceptionSettled, { detail: term(code), status });
  }
  add(run.finishedAt, said.ended(term(run.status)), { detail: run.reason ?? '', status: run.status });
  return all.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

const tones: Readonly<Record<string, 'good' | 'bad' | 'warn'>> = { NOT_APPLIED: 'bad', UNKNOWN: 'warn' };

/** The full history of a run; Enter on a try shows its step. */
export function History({
  run,
  onChoose,
}: {
  readonly run: Run;
  readonly onChoose: (index: number) => void;
}) {
  const from = Date.parse(run.startedAt);
  const columns: readonly Column<Happening>[] = [
    { name: 'at', title: said.at, width: '200px', cell: ({ at }) => <Instant at={at} /> },
    {
      name: 'since',
      title: said.since,
      width: '90px',
      align: 'right',
      cell: ({ at }) => (
        <Text span size="sm" c="dimmed" className="number">
          +{duration(Math.max(0, Date.parse(at) - from))}
        </Text>
      ),
    },
    { name: 'what', title: said.what, width: 'minmax(220px, 1fr)', cell: ({ what }) => what },
    {
      name: 'status',
      title: words.list.columns.status,
      width: '150px',
      cell: ({ status }) => (status === null ? null : <Status value={status} as={tones[status]} size="xs" />),
    },
    {
      name: 'took',
      title: said.took,
      width: '80px',
      align: 'right',
      cell: ({ took }) => (took === null ? null : duration(took)),
    },
    {
      name: 'detail',
      title: said.detail,
      width: 'minmax(260px, 2fr)',
      cell: ({ detail }) => <span title={detail}>{detail}</span>,
    },
  ];
  return (
    <Rows
      label={said.label}
      columns={columns}
      rows={happeningsOf(run)}
      idOf={({ id }) => id}
      rowHeight={36}
      height={480}
      onOpen={({ index }) => {
        if (index !== null) onChoose(index);
      }}
      empty={<Empty title={said.empty} />}
    />
  );
}

import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { ExceptionRowFragment } from '../../generated/graphql.ts';
import { instant, roughly } from '../../parts/format.ts';
import { Money } from '../../parts/money.tsx';
import { pageOf } from '../../parts/paths.ts';
import type { Column } from '../../parts/rows.tsx';
import { Status } from '../../parts/status.tsx';
import { words } from '../../words/exceptions.ts';
import { term } from '../../words/terms.ts';
import { aboutOf } from './about.ts';
import type { Tab } from './filter.ts';

type Row = ExceptionRowFragment;

/** Two lines of a cell, each cut where it ends. */
function Lines({ children }: { readonly children: ReactNode }) {
  return <span className="lines">{children}</span>;
}

const minute = 60_000;
/** A span to the minute, because the list is not drawn anew each second. */
const span = (ms: number): string => (ms < minute ? words.list.justNow : roughly(ms));

/** By when it is to be dealt with, and when it is tried again by itself. */
function Due({ row, now, utc }: { readonly row: Row; readonly now: number; readonly utc: boolean }) {
  if (row.settledAt !== null) return null;
  const left = Date.parse(row.dueAt) - now;
  const next = row.nextAttemptAt;
  const wait = next === null ? null : Date.parse(next) - now;
  return (
    <Lines>
      <span className={left < 0 ? 'late' : undefined} title={instant(row.dueAt, utc)}>
        {left < 0 ? words.list.overdue(span(-left)) : words.list.inTime(span(left))}
      </span>
      <span title={next === null ? undefined : instant(next, utc)}>
        {wait === null
          ? words.list.byPerson
          : wait <= minute
            ? words.list.triedNow
            : words.list.tried(span(wait))}
      </span>
    </Lines>
  );
}

/** What the list shows of each. `now` is to the minute; `amounts`: whether the role sees any. */
export function columnsFor(
  tab: Tab,
  { now, utc, amounts }: { readonly now: number; readonly utc: boolean; readonly amounts: boolean },
): readonly Column<Row>[] {
  const age = (row: Row): string => {
    const end = row.settledAt === null ? now : Date.parse(row.settledAt);
    return span(end - Date.parse(row.openedAt));
  };
  const columns: readonly (Column<Row> | null)[] = [
    {
      name: 'severity',
      title: words.list.severity,
      width: '96px',
      cell: (row) => (
        <Lines>
          <span>
            <Status value={row.severity} />
          </span>
          {row.status !== 'OPEN' && <span>{term(row.status)}</span>}
        </Lines>
      ),
    },
    {
      name: 'what',
      title: words.list.what,
      width: 'minmax(260px, 5fr)',
      cell: (row) => (
        <Lines>
          <Link
            to={pageOf.exception(row.id)}
            tabIndex={-1}
            title={row.message}
            onClick={(event) => event.stopPropagation()}
          >
            {row.message}
          </Link>
          <span title={row.run?.summary}>
            <strong>{term(row.code)}</strong>
            {row.run && ` · ${row.run.summary}`}
          </span>
        </Lines>
      ),
    },
    {
      name: 'about',
      title: words.list.about,
      width: 'minmax(150px, 2fr)',
      cell: (row) => {
        const [first, second] = aboutOf(row);
        return (
          <Lines>
            <span title={first}>{first}</span>
            <span title={second}>{second}</span>
          </Lines>
        );
      },
    },
    amounts
      ? {
          name: 'money',
          title: words.list.money,
          width: '124px',
          align: 'right',
          cell: (row) => <Money value={row.moneyAtRisk} />,
        }
      : null,
    {
      name: 'owner',
      title: words.list.owner,
      width: '122px',
      cell: (row) => (
        <Lines>
          <span>{row.assignee ? (row.assignee.name ?? words.nameless) : words.list.nobody}</span>
          <span>{row.ownerTeam}</span>
        </Lines>
      ),
    },
    {
      name: 'age',
      title: words.list.age,
      width: '64px',
      align: 'right',
      cell: (row) => (
        <span className="number" title={instant(row.openedAt, utc)}>
          {age(row)}
        </span>
      ),
    },
    tab === 'resolved'
      ? {
          name: 'settled',
          title: words.list.settled,
          width: '120px',
          cell: (row) =>
            row.settledAt && (
              <span title={instant(row.settledAt, utc)}>
                {words.list.ago(span(now - Date.parse(row.settledAt)))}
              </span>
            ),
        }
      : {
          name: 'due',
          title: words.list.due,
          width: '116px',
          cell: (row) => <Due row={row} now={now} utc={utc} />,
        },
  ];
  return columns.filter((column) => column !== null);
}

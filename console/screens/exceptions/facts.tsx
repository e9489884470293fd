import { Group, Text } from '@mantine/core';
import { useMe } from '../../client/rights.ts';
import { type Fact, Facts } from '../../parts/facts.tsx';
import { relative } from '../../parts/format.ts';
import { To } from '../../parts/link.tsx';
import { Money } from '../../parts/money.tsx';
import { useNow } from '../../parts/now.ts';
import { Panel } from '../../parts/panel.tsx';
import { listOf, pageOf } from '../../parts/paths.ts';
import { RecordLink } from '../../parts/record.tsx';
import { Status } from '../../parts/status.tsx';
import { When } from '../../parts/when.tsx';
import { words } from '../../words/exceptions.ts';
import { customerAbout } from './about.ts';
import type { Detail } from './detail.ts';
import { stepAt, stepOf } from './next.ts';

function Due({ detail }: { readonly detail: Detail }) {
  const now = useNow();
  const { dueAt, settledAt, escalation } = detail;
  const late = settledAt === null && Date.parse(dueAt) < now;
  return (
    <Group gap={6}>
      {late ? (
        <span className="late">{words.facts.overdue(relative(Date.parse(dueAt), now))}</span>
      ) : (
        <When at={dueAt} />
      )}
      {escalation > 0 && <Text size="sm">{words.facts.escalated(escalation)}</Text>}
    </Group>
  );
}

/** Everything about an exception that is a fact rather than a story: whose it is, what is at stake, by when, and where it belongs. */
export function About({ detail }: { readonly detail: Detail }) {
  const { can } = useMe();
  const { run, record, assignee, ownerTeam, customersAffected, rootCauseKey } = detail;
  const customer = customerAbout(detail);
  const step = stepOf(detail);
  const own: Fact | null = can('Exception.moneyAtRisk')
    ? { name: words.facts.money, value: <Money value={detail.moneyAtRisk} strong /> }
    : null;
  const cause = listOf.exceptions({ rootCauseKey: rootCauseKey });
  const next: Fact =
    detail.settledAt !== null
      ? { name: words.facts.settled, value: <When at={detail.settledAt} /> }
      : {
          name: words.facts.next,
          value: detail.nextAttemptAt === null ? words.facts.byPerson : <When at={detail.nextAttemptAt} />,
        };
  const facts: readonly (Fact | false | null)[] = [
    own,
    {
      name: words.facts.affected,
      value: <To to={cause}>{words.facts.customers(customersAffected)}</To>,
    },
    customer && {
      name: words.facts.customer,
      value: <To to={pageOf.customer(customer.id)}>{customer.name ?? customer.id}</To>,
    },
    record !== null &&
      record.__typename !== 'Customer' && { name: words.facts.record, value: <RecordLink record={record} /> },
    { name: words.facts.owner, value: ownerTeam },
    {
      name: words.facts.assignee,
      value: assignee ? (assignee.name ?? words.nameless) : words.list.nobody,
    },
    { name: words.facts.opened, value: <When at={detail.openedAt} /> },
    { name: words.facts.due, value: <Due detail={detail} /> },
    next,
    run && {
      name: words.facts.run,
      value: (
        <Group gap={6}>
          <To to={pageOf.run(run.id)}>{run.summary}</To>
          <Status value={run.status} />
        </Group>
      ),
    },
    run !== null &&
      step !== undefined && {
        name: words.facts.step,
        value: (
          <To to={pageOf.run(run.id, { step: String(step.index) })}>
            {words.facts.stepOf(step.index + 1, stepAt(step))}
          </To>
        ),
      },
    { name: words.facts.code, value: <code>{detail.code}</code> },
  ];
  return (
    <Panel title={words.facts.title}>
      <Facts label={words.facts.title} facts={facts} nameWidth={130} />
    </Panel>
  );
}

import { Text } from '@mantine/core';
import { useAsk } from '../../client/ask.ts';
import { useMe } from '../../client/rights.ts';
import { CustomerWorkDocument } from '../../generated/graphql.ts';
import { useReread } from '../../parts/again.ts';
import { To } from '../../parts/link.tsx';
import { Money } from '../../parts/money.tsx';
import { Panel } from '../../parts/panel.tsx';
import { PlainTable } from '../../parts/plain-table.tsx';
import { Status } from '../../parts/status.tsx';
import { Troubles } from '../../parts/troubles.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { When } from '../../parts/when.tsx';
import { words } from '../../words/customers.ts';
import { term } from '../../words/terms.ts';
import { pageOf } from '../../parts/paths.ts';
import type { Part } from './about.ts';

const say = words.customer.work;

/** What the hub does for the customer, and what of it waits for a person. */
export function Work({ id, beat }: Part) {
  const { can } = useMe();
  const amounts = can('Exception.moneyAtRisk');
  const { data, loading, troubles, again } = useAsk(CustomerWorkDocument, { id, amounts });
  useReread(beat, again);
  if (loading) return <Waiting />;
  const exceptions = data?.customer?.exceptions?.edges ?? [];
  const runs = data?.customer?.runs?.edges ?? [];
  return (
    <>
      <Troubles troubles={troubles} again={again} />
      <Panel title={say.exceptions}>
        {exceptions.length === 0 ? (
          <Text size="sm">{say.noExceptions}</Text>
        ) : (
          <PlainTable
            label={say.exceptions}
            minWidth={640}
            heads={[
              { title: say.exception },
              { title: say.severity },
              { title: say.status },
              amounts && { title: say.money, align: 'right' },
              { title: say.opened },
            ]}
            lines={exceptions.map(
              ({ node: { id: each, code, message, severity, status, moneyAtRisk, openedAt } }) => ({
                id: each,
                cells: [
                  <Named to={pageOf.exception(each)} name={term(code)} more={message} key="what" />,
                  <Status value={severity} key="severity" />,
                  <Status value={status} key="status" />,
                  <Money value={moneyAtRisk} key="money" />,
                  <When at={openedAt} key="opened" />,
                ],
              }),
            )}
          />
        )}
      </Panel>
      <Panel title={say.runs}>
        {runs.length === 0 ? (
          <Text size="sm">{say.noRuns}</Text>
        ) : (
          <PlainTable
            label={say.runs}
            heads={[
              { title: say.run },
              { title: say.status },
              { title: say.started },
              { title: say.finished },
            ]}
            lines={runs.map(({ node: { id: each, summary, reason, status, startedAt, finishedAt } }) => ({
              id: each,
              cells: [
                <Named to={pageOf.run(each)} name={summary} more={reason} key="what" />,
                <Status value={status} key="status" />,
                <When at={startedAt} key="started" />,
                finishedAt && <When at={finishedAt} />,
              ],
            }))}
          />
        )}
      </Panel>
    </>
  );
}

/** A link with a line below it that says more. */
function Named({
  to,
  name,
  more,
}: {
  readonly to: string;
  readonly name: string;
  readonly more: string | null;
}) {
  return (
    <>
      <To to={to}>{name}</To>
      {more !== null && (
        <Text size="xs" c="dimmed">
          {more}
        </Text>
      )}
    </>
  );
}

import { Text } from '@mantine/core';
import { useAsk } from '../../client/ask.ts';
import { useMe } from '../../client/rights.ts';
import { CustomerDealsDocument } from '../../generated/graphql.ts';
import { useReread } from '../../parts/again.ts';
import { To } from '../../parts/link.tsx';
import { Money } from '../../parts/money.tsx';
import { Panel } from '../../parts/panel.tsx';
import { PlainTable } from '../../parts/plain-table.tsx';
import { Status } from '../../parts/status.tsx';
import { Troubles } from '../../parts/troubles.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { words } from '../../words/customers.ts';
import { pageOf } from '../../parts/paths.ts';
import type { Part } from './about.ts';

const say = words.customer.deals;

/** What was agreed with the customer, and what may yet be. */
export function Deals({ id, beat }: Part) {
  const { can } = useMe();
  const rights = {
    contracts: can('Customer.contracts'),
    contractAmounts: can('Contract.tcv') && can('Contract.acv'),
    opportunities: can('Customer.opportunities'),
    opportunityAmounts: can('Opportunity.amount'),
  };
  const { data, loading, troubles, again } = useAsk(CustomerDealsDocument, { id, ...rights });
  useReread(beat, again);
  if (loading) return <Waiting />;
  const contracts = data?.customer?.contracts?.edges ?? [];
  const opportunities = data?.customer?.opportunities?.edges ?? [];
  return (
    <>
      <Troubles troubles={troubles} again={again} />
      {rights.contracts && (
        <Panel title={say.contracts}>
          {contracts.length === 0 ? (
            <Text size="sm">{say.noContracts}</Text>
          ) : (
            <PlainTable
              label={say.contracts}
              heads={[
                { title: say.number },
                { title: say.status },
                { title: say.term },
                rights.contractAmounts && { title: say.acv, align: 'right' },
                rights.contractAmounts && { title: say.tcv, align: 'right' },
              ]}
              lines={contracts.map(
                ({ node: { id: each, number, status, termStart, termEnd, acv, tcv } }) => ({
                  id: each,
                  cells: [
                    <To to={pageOf.record(each)} key="number">
                      {number ?? each}
                    </To>,
                    status && <Status value={status} />,
                    <span className="figure" key="term">
                      {termStart ?? '–'} – {termEnd ?? '–'}
                    </span>,
                    <Money value={acv} key="acv" />,
                    <Money value={tcv} key="tcv" />,
                  ],
                }),
              )}
            />
          )}
        </Panel>
      )}
      {rights.opportunities && (
        <Panel title={say.opportunities}>
          {opportunities.length === 0 ? (
            <Text size="sm">{say.noOpportunities}</Text>
          ) : (
            <PlainTable
              label={say.opportunities}
              heads={[
                { title: say.name },
                { title: say.stage },
                { title: say.closes },
                rights.opportunityAmounts && { title: say.amount, align: 'right' },
                { title: say.run },
              ]}
              lines={opportunities.map(({ node: { id: each, name, stage, closeDate, amount, run } }) => ({
                id: each,
                cells: [
                  <To to={pageOf.record(each)} key="name">
                    {name ?? each}
                  </To>,
                  stage && <Status value={stage} />,
                  <span className="figure" key="closes">
                    {closeDate ?? '–'}
                  </span>,
                  <Money value={amount} key="amount" />,
                  run && (
                    <>
                      <Status value={run.status} /> <To to={pageOf.run(run.id)}>{say.seeRun}</To>
                    </>
                  ),
                ],
              }))}
            />
          )}
        </Panel>
      )}
    </>
  );
}

import { Table, Text } from '@mantine/core';
import { useAsk } from '../../client/ask.ts';
import { useMe } from '../../client/rights.ts';
import { CustomerDealsDocument } from '../../generated/graphql.ts';
import { To } from '../../parts/link.tsx';
import { Money } from '../../parts/money.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Status } from '../../parts/status.tsx';
import { Troubles } from '../../parts/troubles.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { words } from '../../words/customers.ts';
import { useReread } from '../../parts/beat.ts';
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
            <Table.ScrollContainer minWidth={560} type="native">
              <Table className="plain" aria-label={say.contracts} verticalSpacing={5} fz="sm">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{say.number}</Table.Th>
                    <Table.Th>{say.status}</Table.Th>
                    <Table.Th>{say.term}</Table.Th>
                    {rights.contractAmounts && <Table.Th data-align="right">{say.acv}</Table.Th>}
                    {rights.contractAmounts && <Table.Th data-align="right">{say.tcv}</Table.Th>}
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {contracts.map(({ node }) => (
                    <Table.Tr key={node.id}>
                      <Table.Th scope="row" fw={500}>
                        <To to={`/records/${node.id}`}>{node.number ?? node.id}</To>
                      </Table.Th>
                      <Table.Td>{node.status && <Status value={node.status} />}</Table.Td>
                      <Table.Td className="figure">
                        {node.termStart ?? '–'} – {node.termEnd ?? '–'}
                      </Table.Td>
                      {rights.contractAmounts && (
                        <Table.Td data-align="right">
                          <Money value={node.acv} />
                        </Table.Td>
                      )}
                      {rights.contractAmounts && (
                        <Table.Td data-align="right">
                          <Money value={node.tcv} />
                        </Table.Td>
                      )}
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          )}
        </Panel>
      )}
      {rights.opportunities && (
        <Panel title={say.opportunities}>
          {opportunities.length === 0 ? (
            <Text size="sm">{say.noOpportunities}</Text>
          ) : (
            <Table.ScrollContainer minWidth={560} type="native">
              <Table className="plain" aria-label={say.opportunities} verticalSpacing={5} fz="sm">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{say.name}</Table.Th>
                    <Table.Th>{say.stage}</Table.Th>
                    <Table.Th>{say.closes}</Table.Th>
                    {rights.opportunityAmounts && <Table.Th data-align="right">{say.amount}</Table.Th>}
                    <Table.Th>{say.run}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {opportunities.map(({ node }) => (
                    <Table.Tr key={node.id}>
                      <Table.Th scope="row" fw={500}>
                        <To to={`/records/${node.id}`}>{node.name ?? node.id}</To>
                      </Table.Th>
                      <Table.Td>{node.stage && <Status value={node.stage} />}</Table.Td>
                      <Table.Td className="figure">{node.closeDate ?? '–'}</Table.Td>
                      {rights.opportunityAmounts && (
                        <Table.Td data-align="right">
                          <Money value={node.amount} />
                        </Table.Td>
                      )}
                      <Table.Td>
                        {node.run && (
                          <>
                            <Status value={node.run.status} />{' '}
                            <To to={`/runs/${node.run.id}`}>{say.seeRun}</To>
                          </>
                        )}
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          )}
        </Panel>
      )}
    </>
  );
}

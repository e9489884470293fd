import { Table, Text } from '@mantine/core';
import { useAsk } from '../../client/ask.ts';
import { useMe } from '../../client/rights.ts';
import { CustomerHierarchyDocument, type RelativeFragment } from '../../generated/graphql.ts';
import { useReread } from '../../parts/again.ts';
import { To } from '../../parts/link.tsx';
import { Money } from '../../parts/money.tsx';
import { Status } from '../../parts/status.tsx';
import { Troubles } from '../../parts/troubles.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { words } from '../../words/customers.ts';
import { pageOf } from '../../parts/paths.ts';
import type { Part } from './about.ts';

const say = words.customer.hierarchy;

interface Line {
  readonly place: string;
  readonly depth: number;
  readonly company: RelativeFragment;
  readonly below?: number | null | undefined;
}

/** The companies above and below, the top first, each with the sums over itself and all below it. */
export function Hierarchy({ id, beat }: Part) {
  const { can } = useMe();
  const amounts = can('Customer.rollup');
  const { data, loading, troubles, again } = useAsk(CustomerHierarchyDocument, { id, amounts });
  useReread(beat, again);
  const self = data?.customer;
  if (loading) return <Waiting />;
  if (!self) return <Troubles troubles={troubles} whole again={again} />;
  const { ultimateParent: top, parent, children } = self;
  const above: Line[] = [
    ...(top && top.id !== parent?.id ? [{ place: say.top, depth: 0, company: top }] : []),
    ...(parent ? [{ place: say.parent, depth: top && top.id !== parent.id ? 1 : 0, company: parent }] : []),
  ];
  const lines: readonly Line[] = [
    ...above,
    { place: say.self, depth: above.length, company: self },
    ...(children?.edges ?? []).map(({ node }) => ({
      place: say.child,
      depth: above.length + 1,
      company: node,
      below: node.children?.totalCount,
    })),
  ];
  return (
    <>
      <Troubles troubles={troubles} again={again} />
      {lines.length === 1 && <Text size="sm">{say.alone}</Text>}
      <Table.ScrollContainer minWidth={640} type="native">
        <Table className="plain" aria-label={say.label} verticalSpacing={6} fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say.company}</Table.Th>
              <Table.Th>{say.place}</Table.Th>
              <Table.Th>{say.status}</Table.Th>
              {amounts && (
                <>
                  <Table.Th data-align="right">{say.companies}</Table.Th>
                  <Table.Th data-align="right">{say.arr}</Table.Th>
                  <Table.Th data-align="right">{say.openAr}</Table.Th>
                  <Table.Th data-align="right">{say.openCases}</Table.Th>
                </>
              )}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {lines.map(({ place, depth, company, below }) => (
              <Table.Tr key={company.id} aria-current={company.id === self.id ? 'true' : undefined}>
                <Table.Th scope="row" fw={company.id === self.id ? 700 : 400} pl={8 + depth * 20}>
                  {company.id === self.id ? (
                    (company.name ?? company.id)
                  ) : (
                    <To to={pageOf.customer(company.id, { tab: 'hierarchy' })}>
                      {company.name ?? company.id}
                    </To>
                  )}{' '}
                  {below != null && below > 0 && (
                    <Text span size="xs" c="dimmed">
                      {say.further(below)}
                    </Text>
                  )}
                </Table.Th>
                <Table.Td>{place}</Table.Td>
                <Table.Td>{company.status && <Status value={company.status} size="xs" />}</Table.Td>
                {amounts && (
                  <>
                    <Table.Td data-align="right" className="figure">
                      {company.rollup?.customers ?? '–'}
                    </Table.Td>
                    <Table.Td data-align="right">
                      <Money value={company.rollup?.arr} />
                    </Table.Td>
                    <Table.Td data-align="right">
                      <Money value={company.rollup?.openAr} />
                    </Table.Td>
                    <Table.Td data-align="right" className="figure">
                      {company.rollup?.openCases ?? '–'}
                    </Table.Td>
                  </>
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </>
  );
}

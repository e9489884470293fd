import { Table, Text } from '@mantine/core';
import { useNavigate } from 'react-router';
import { useMe } from '../../client/rights.ts';
import { CustomerSubscriptionsDocument, type CustomerSubscriptionsQuery } from '../../generated/graphql.ts';
import { Act } from '../../parts/act.tsx';
import { useReread } from '../../parts/again.ts';
import { Empty } from '../../parts/empty.tsx';
import { decimal } from '../../parts/format.ts';
import { To } from '../../parts/link.tsx';
import { Money } from '../../parts/money.tsx';
import { usePages } from '../../parts/pages.ts';
import { Status } from '../../parts/status.tsx';
import { Troubles } from '../../parts/troubles.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { words } from '../../words/customers.ts';
import { pageOf } from '../../parts/paths.ts';
import type { Part } from './about.ts';
import { unamendable } from './amendable.ts';

const say = words.customer.subscriptions;
type Subscription = NonNullable<
  NonNullable<CustomerSubscriptionsQuery['customer']>['subscriptions']
>['edges'][number]['node'];

function Items({ items }: { readonly items: Subscription['items'] }) {
  return (items ?? []).map(({ id, quantity, product, amount }) => (
    <Text size="sm" key={id} component="div">
      {say.quantity(decimal(quantity), product?.name ?? say.product)}{' '}
      <Text span size="xs" c="dimmed">
        <Money value={amount} size="xs" />
      </Text>
    </Text>
  ));
}

/** What is billed to the customer again and again, and the way to change it. */
export function Subscriptions({ id, beat }: Part) {
  const { can } = useMe();
  const navigate = useNavigate();
  const amounts = can('BillingSubscription.mrr') && can('BillingSubscription.items');
  const pages = usePages(
    CustomerSubscriptionsDocument,
    { id, amounts },
    ({ customer }) => customer?.subscriptions,
  );
  useReread(beat, pages.again);
  if (pages.loading) return <Waiting />;
  return (
    <>
      <Troubles troubles={pages.troubles} again={pages.again} />
      {pages.rows.length === 0 ? (
        <Empty title={say.empty} next={say.emptyNext} />
      ) : (
        <Table.ScrollContainer minWidth={760} type="native">
          <Table className="plain" aria-label={say.label} verticalSpacing={6} fz="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{say.number}</Table.Th>
                <Table.Th>{say.status}</Table.Th>
                {amounts && <Table.Th>{say.items}</Table.Th>}
                <Table.Th>{say.term}</Table.Th>
                {amounts && <Table.Th data-align="right">{say.mrr}</Table.Th>}
                {amounts && <Table.Th data-align="right">{say.arr}</Table.Th>}
                <Table.Th>{say.act}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {pages.rows.map((each) => (
                <Table.Tr key={each.id}>
                  <Table.Th scope="row" fw={500}>
                    <To to={pageOf.record(each.id)}>{each.number ?? each.id}</To>
                  </Table.Th>
                  <Table.Td>{each.status && <Status value={each.status} />}</Table.Td>
                  {amounts && (
                    <Table.Td>
                      <Items items={each.items} />
                    </Table.Td>
                  )}
                  <Table.Td>
                    <Text size="sm" className="figure">
                      {each.termStart ?? '–'} – {each.termEnd ?? say.openTerm}
                    </Text>
                    {each.termEnd !== null && (
                      <Text size="xs" c="dimmed">
                        {each.autoRenew ? say.renews : say.ends}
                      </Text>
                    )}
                  </Table.Td>
                  {amounts && (
                    <Table.Td data-align="right">
                      <Money value={each.mrr} />
                    </Table.Td>
                  )}
                  {amounts && (
                    <Table.Td data-align="right">
                      <Money value={each.arr} />
                    </Table.Td>
                  )}
                  <Table.Td>
                    <Act
                      label={say.amend}
                      right="Mutation.commitAmendment"
                      disabledWhy={unamendable(each.status)}
                      onClick={() => void navigate(pageOf.amend(each.id))}
                    />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </>
  );
}

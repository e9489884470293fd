import { Stack, Table, Text } from '@mantine/core';
import type { ApprovalDetailQuery } from '../../generated/graphql.ts';
import { decimal, money } from '../../parts/format.ts';
import { Amounts } from '../../parts/impact.tsx';
import { To } from '../../parts/link.tsx';
import { types } from '../../words/amend.ts';
import { words } from '../../words/approvals.ts';
import { term } from '../../words/terms.ts';
import { Fact, Facts, Part } from './fact.tsx';
import { type Fields, listIn, moneyIn, textIn, within } from './shown.ts';

const { shown: say } = words;

/** An approval as its page has read it. */
export type Found = Extract<NonNullable<ApprovalDetailQuery['node']>, { readonly __typename: 'Approval' }>;

/** A change as it is called where it is made. */
const typeName = (type: string): string =>
  Object.entries(types).find(([name]) => name === type)?.[1].name ?? term(type);

/** The amounts of a change, where all of them are shown. */
function impactOf(shown: Fields) {
  const impact = within(shown, 'impact');
  const [chargeNow, creditNow, tax, mrrDelta, tcvDelta] = (
    ['chargeNow', 'creditNow', 'tax', 'mrrDelta', 'tcvDelta'] as const
  ).map((name) => moneyIn(impact, name));
  return chargeNow && creditNow && tax && mrrDelta && tcvDelta
    ? { chargeNow, creditNow, tax, mrrDelta, tcvDelta }
    : null;
}

/** What becomes of a subscription, and what that comes to. */
export function Change({ shown, subject }: { readonly shown: Fields; readonly subject: Found['subject'] }) {
  const amendment = within(shown, 'amendment');
  const known = subject?.__typename === 'Amendment' ? subject : null;
  const impact = impactOf(shown);
  const changes = listIn(amendment, 'changes');
  // The names of products and prices are the graph's; what becomes of which, and how many, is what was asked for.
  const products = new Map(
    known?.changes?.flatMap(({ product }) => (product ? [[product.id, product] as const] : [])),
  );
  const prices = new Map(
    known?.changes?.flatMap(({ fromPrice, toPrice }) =>
      [fromPrice, toPrice].flatMap((price) => (price ? [[price.id, price] as const] : [])),
    ),
  );
  const priced = (change: Fields, name: string): string => {
    const price = prices.get(textIn(change, name) ?? '');
    return price?.amount ? money(price.amount) : '';
  };
  const side = (change: Fields, quantity: string, price: string): string => {
    const count = textIn(change, quantity);
    return count === null ? say.none : [decimal(count), priced(change, price)].filter(Boolean).join(' × ');
  };
  const customer = known?.subscription?.customer;
  return (
    <Stack gap="md">
      <Facts label={words.detail.decides}>
        <Fact name={say.change}>{typeName(textIn(amendment, 'type') ?? '')}</Fact>
        <Fact name={say.effective}>{textIn(amendment, 'effectiveDate')}</Fact>
        <Fact name={say.subscription}>
          {known?.subscription?.number ?? textIn(amendment, 'subscriptionId')}
        </Fact>
        {customer && (
          <Fact name={say.customer}>
            <To to={`/customers/${customer.id}`}>{customer.name ?? customer.id}</To>
          </Fact>
        )}
      </Facts>
      {impact ? <Amounts impact={impact} /> : <Text size="sm">{say.noAmounts}</Text>}
      {changes.length > 0 && (
        <Part title={say.changes}>
          <Table aria-label={say.changes} verticalSpacing={4}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{say.product}</Table.Th>
                <Table.Th data-align="right">{say.before}</Table.Th>
                <Table.Th data-align="right">{say.after}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {changes.map((change, index) => {
                const product = products.get(textIn(change, 'productId') ?? '');
                return (
                  <Table.Tr key={index}>
                    <Table.Td>{product?.productName ?? product?.sku ?? textIn(change, 'productId')}</Table.Td>
                    <Table.Td data-align="right" className="figure">
                      {side(change, 'from', 'fromPriceId')}
                    </Table.Td>
                    <Table.Td data-align="right" className="figure">
                      {side(change, 'to', 'toPriceId')}
                    </Table.Td>
                  </Table.Tr>
                );
              })}
            </Table.Tbody>
          </Table>
        </Part>
      )}
    </Stack>
  );
}

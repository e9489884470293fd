import { Stack, Text } from '@mantine/core';
import type { ApprovalDetailQuery } from '../../generated/graphql.ts';
import { Facts } from '../../parts/facts.tsx';
import { decimal, money } from '../../parts/format.ts';
import { Amounts } from '../../parts/impact.tsx';
import { To } from '../../parts/link.tsx';
import { pageOf } from '../../parts/paths.ts';
import { PlainTable } from '../../parts/plain-table.tsx';
import { Section } from '../../parts/section.tsx';
import { types } from '../../words/amend.ts';
import { words } from '../../words/approvals.ts';
import { term } from '../../words/terms.ts';
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
      <Facts
        label={words.detail.decides}
        nameWidth={140}
        facts={[
          { name: say.change, value: typeName(textIn(amendment, 'type') ?? '') },
          { name: say.effective, value: textIn(amendment, 'effectiveDate') },
          {
            name: say.subscription,
            value: known?.subscription?.number ?? textIn(amendment, 'subscriptionId'),
          },
          customer && {
            name: say.customer,
            value: <To to={pageOf.customer(customer.id)}>{customer.name ?? customer.id}</To>,
          },
        ]}
      />
      {impact ? <Amounts impact={impact} /> : <Text size="sm">{say.noAmounts}</Text>}
      {changes.length > 0 && (
        <Section title={say.changes}>
          <PlainTable
            label={say.changes}
            minWidth={360}
            heads={[
              { title: say.product },
              { title: say.before, align: 'right' },
              { title: say.after, align: 'right' },
            ]}
            lines={changes.map((change, index) => {
              const product = products.get(textIn(change, 'productId') ?? '');
              return {
                id: String(index),
                cells: [
                  product?.productName ?? product?.sku ?? textIn(change, 'productId'),
                  <span className="figure" key="before">
                    {side(change, 'from', 'fromPriceId')}
                  </span>,
                  <span className="figure" key="after">
                    {side(change, 'to', 'toPriceId')}
                  </span>,
                ],
              };
            })}
          />
        </Section>
      )}
    </Stack>
  );
}

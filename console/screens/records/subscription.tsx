import { Text } from '@mantine/core';
import { useNavigate } from 'react-router';
import { useMe } from '../../client/rights.ts';
import { RecordSubscriptionDocument } from '../../generated/graphql.ts';
import { Act } from '../../parts/act.tsx';
import { decimal } from '../../parts/format.ts';
import { To } from '../../parts/link.tsx';
import { Money } from '../../parts/money.tsx';
import { Panel } from '../../parts/panel.tsx';
import { pageOf } from '../../parts/paths.ts';
import { PlainTable } from '../../parts/plain-table.tsx';
import { useFacts } from '../../parts/sourced.tsx';
import { Status } from '../../parts/status.tsx';
import { Troubles } from '../../parts/troubles.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { words } from '../../words/records.ts';
import { term } from '../../words/terms.ts';
import { unamendable } from '../customers/amendable.ts';
import { Amendments } from './amendments.tsx';
import { Known } from './known.tsx';
import { linkFact, ownerFact } from './owner.tsx';
import { type Part, useKind } from './part.ts';

const say = words.subscription;

/** A subscription: its term, what it brings, its items, and the changes it has been through. */
export function SubscriptionPart({ id, record, beat }: Part) {
  const { can } = useMe();
  const navigate = useNavigate();
  const fact = useFacts(record);
  const amounts = can('BillingSubscription.mrr') && can('BillingSubscription.items');
  const { data, loading, troubles, again } = useKind(RecordSubscriptionDocument, { id, amounts }, beat);
  const it = data?.subscription;
  if (loading) return <Waiting />;
  if (!it) return <Troubles troubles={troubles} whole again={again} />;
  const { items, entitlements, currentPeriodStart: from, currentPeriodEnd: to } = it;
  return (
    <Known
      troubles={troubles}
      again={again}
      beside={
        <Act
          label={say.amend}
          right="Mutation.commitAmendment"
          disabledWhy={unamendable(it.status)}
          onClick={() => void navigate(pageOf.amend(id))}
        />
      }
      facts={[
        fact(words.number, 'number', it.number),
        fact(words.status, 'status', it.status, it.status && <Status value={it.status} />),
        ownerFact(it.customer),
        linkFact(say.contract, it.contract),
        fact(words.termStart, 'termStart', it.termStart),
        fact(words.termEnd, 'termEnd', it.termEnd ?? say.openTerm, undefined, it.termEnd !== null),
        fact(words.autoRenew, 'autoRenew', it.autoRenew, it.autoRenew ? words.yes : words.no),
        {
          name: say.period,
          value: from !== null && to !== null ? say.to(from, to) : '–',
        },
        amounts && fact(say.mrr, 'mrr', it.mrr, <Money value={it.mrr} strong />, false),
        amounts && fact(say.arr, 'arr', it.arr, <Money value={it.arr} strong />, false),
      ]}
    >
      {items && (
        <Panel title={say.items}>
          <PlainTable
            label={say.items}
            heads={[
              { title: words.product },
              { title: words.price },
              { title: words.quantity, align: 'right' },
              { title: words.amount, align: 'right' },
            ]}
            lines={items.map(({ id: item, product, price, quantity, amount }) => ({
              id: item,
              cells: [
                product ? (
                  <To to={pageOf.record(product.id)}>
                    {[product.sku, product.name].filter(Boolean).join(' ')}
                  </To>
                ) : (
                  '–'
                ),
                [price?.model, price?.interval].map((each) => (each ? term(each) : '')).join(' '),
                <Text span size="sm" className="figure" key="quantity">
                  {decimal(quantity)}
                </Text>,
                <Money value={amount} key="amount" />,
              ],
            }))}
          />
        </Panel>
      )}
      {entitlements && entitlements.length > 0 && (
        <Panel title={say.entitlements}>
          <PlainTable
            label={say.entitlements}
            heads={[
              { title: say.feature },
              { title: say.tier },
              { title: words.status },
              { title: say.until },
            ]}
            lines={entitlements.map(({ id: each, feature, tier, status, validTo }) => ({
              id: each,
              cells: [
                term(feature ?? ''),
                term(tier ?? ''),
                status && <Status value={status} />,
                validTo?.slice(0, 10) ?? '–',
              ],
            }))}
          />
        </Panel>
      )}
      <Amendments edges={it.amendments?.edges} />
    </Known>
  );
}

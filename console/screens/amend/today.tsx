import { Stack, Text } from '@mantine/core';
import { Facts } from '../../parts/facts.tsx';
import { decimal, money } from '../../parts/format.ts';
import { Money } from '../../parts/money.tsx';
import { Panel } from '../../parts/panel.tsx';
import { PlainTable } from '../../parts/plain-table.tsx';
import { Status } from '../../parts/status.tsx';
import { When } from '../../parts/when.tsx';
import { words } from '../../words/amend.ts';
import { words as shell } from '../../words/shell.ts';
import { term } from '../../words/terms.ts';
import type { Subscription } from './inputs.ts';

const { today } = words;

/** The subscription as it is now: what a change begins from. */
export function Today({ subscription }: { readonly subscription: Subscription }) {
  const { status, version, mrr, arr, termStart, termEnd, autoRenew, items } = subscription;
  const { currentPeriodStart, currentPeriodEnd, contract, entitlements, provenance } = subscription;
  const [source] = provenance;
  return (
    <Panel
      title={today.title}
      beside={
        source && (
          <Text size="xs" c="dimmed">
            {today.asOf(term(source.system?.name ?? shell.common.unknown))}{' '}
            <When at={source.observedAt} size="xs" />
            {source.stale && ` (${today.staleNote})`}
          </Text>
        )
      }
    >
      <Stack gap="sm">
        <Facts
          label={today.title}
          nameWidth={140}
          facts={[
            {
              name: today.status,
              value: (
                <>
                  {status === null ? shell.common.unknown : <Status value={status} />}{' '}
                  <Text span size="xs" c="dimmed">
                    {today.version} {version}
                  </Text>
                </>
              ),
            },
            mrr !== undefined && { name: today.mrr, value: <Money value={mrr} strong /> },
            arr !== undefined && { name: today.arr, value: <Money value={arr} /> },
            {
              name: today.term,
              value: (
                <span title={today.lastDay}>
                  {today.to(termStart ?? shell.common.unknown, termEnd ?? today.endless)}
                </span>
              ),
            },
            currentPeriodStart !== null &&
              currentPeriodEnd !== null && {
                name: today.period,
                value: today.to(currentPeriodStart, currentPeriodEnd),
              },
            {
              name: today.renews,
              value: autoRenew === null ? shell.common.unknown : autoRenew ? today.yes : today.no,
            },
            contract && {
              name: today.contract,
              value: (
                <>
                  {contract.number} {contract.status !== null && <Status value={contract.status} />}
                </>
              ),
            },
            entitlements &&
              entitlements.length > 0 && {
                name: today.entitlement,
                value: entitlements.map(({ id, feature, tier, status: state }) => (
                  <div key={id}>
                    {[feature, tier].filter(Boolean).join(': ')} {state !== null && <Status value={state} />}
                  </div>
                )),
              },
          ]}
        />
        {items === undefined || items === null ? (
          <Text size="sm" c="dimmed">
            {today.hidden}
          </Text>
        ) : (
          <Items items={items} />
        )}
      </Stack>
    </Panel>
  );
}

function Items({ items }: { readonly items: NonNullable<Subscription['items']> }) {
  return (
    <PlainTable
      label={today.items}
      minWidth={360}
      heads={[
        { title: today.item },
        { title: today.quantity, align: 'right' },
        { title: today.per, align: 'right' },
      ]}
      lines={items.map(({ id, product, quantity, amount, price }) => ({
        id,
        cells: [
          <div key="item">
            {product?.name ?? product?.sku ?? id}
            <Text size="xs" c="dimmed">
              {[product?.sku, price?.interval && term(price.interval)].filter(Boolean).join(' · ')}
            </Text>
          </div>,
          <span className="figure" key="quantity">
            {decimal(quantity)}
          </span>,
          <span className="figure" key="amount">
            {money(amount)}
          </span>,
        ],
      }))}
    />
  );
}

import { Stack, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { decimal, money } from '../../parts/format.ts';
import { Money } from '../../parts/money.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Status } from '../../parts/status.tsx';
import { When } from '../../parts/when.tsx';
import { words } from '../../words/amend.ts';
import { words as shell } from '../../words/shell.ts';
import { term } from '../../words/terms.ts';
import type { Subscription } from './inputs.ts';

const { today } = words;

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={500} c="dimmed" w={150}>
        {name}
      </Table.Th>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>{children}</Table.Td>
    </Table.Tr>
  );
}

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
        <Table aria-label={today.title} verticalSpacing={4} layout="fixed">
          <Table.Tbody>
            <Fact name={today.status}>
              {status === null ? shell.common.unknown : <Status value={status} />}{' '}
              <Text span size="xs" c="dimmed">
                {today.version} {version}
              </Text>
            </Fact>
            {mrr !== undefined && (
              <Fact name={today.mrr}>
                <Money value={mrr} strong />
              </Fact>
            )}
            {arr !== undefined && (
              <Fact name={today.arr}>
                <Money value={arr} />
              </Fact>
            )}
            <Fact name={today.term}>
              <span title={today.lastDay}>
                {today.to(termStart ?? shell.common.unknown, termEnd ?? today.endless)}
              </span>
            </Fact>
            {currentPeriodStart !== null && currentPeriodEnd !== null && (
              <Fact name={today.period}>{today.to(currentPeriodStart, currentPeriodEnd)}</Fact>
            )}
            <Fact name={today.renews}>
              {autoRenew === null ? shell.common.unknown : autoRenew ? today.yes : today.no}
            </Fact>
            {contract && (
              <Fact name={today.contract}>
                {contract.number} {contract.status !== null && <Status value={contract.status} />}
              </Fact>
            )}
            {entitlements && entitlements.length > 0 && (
              <Fact name={today.entitlement}>
                {entitlements.map(({ id, feature, tier, status: state }) => (
                  <div key={id}>
                    {[feature, tier].filter(Boolean).join(': ')} {state !== null && <Status value={state} />}
                  </div>
                ))}
              </Fact>
            )}
          </Table.Tbody>
        </Table>
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
    <Table aria-label={today.items} verticalSpacing={4}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{today.item}</Table.Th>
          <Table.Th data-align="right">{today.quantity}</Table.Th>
          <Table.Th data-align="right">{today.per}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {items.map(({ id, product, quantity, amount, price }) => (
          <Table.Tr key={id}>
            <Table.Td>
              {product?.name ?? product?.sku ?? id}
              <Text size="xs" c="dimmed">
                {[product?.sku, price?.interval && term(price.interval)].filter(Boolean).join(' · ')}
              </Text>
            </Table.Td>
            <Table.Td data-align="right" className="figure">
              {decimal(quantity)}
            </Table.Td>
            <Table.Td data-align="right" className="figure">
              {money(amount)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

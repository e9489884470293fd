import { Group, Stack, Table, Text } from '@mantine/core';
import type { ImpactFragment, MoneyFragment } from '../generated/graphql.ts';
import { words } from '../words/impact.ts';
import { meaningOf, term } from '../words/terms.ts';
import { decimal, money } from './format.ts';
import { PlainTable } from './plain-table.tsx';
import { Postings } from './postings.tsx';
import { Revenue } from './revenue.tsx';
import { Section } from './section.tsx';
import { isZero, sums } from './sum.ts';

/** One amount of a row of amounts, with what it is called. */
function Figure({
  name,
  value,
  hint,
  before,
}: {
  readonly name: string;
  readonly value: MoneyFragment;
  readonly hint?: string;
  /** What it is now, where it is a difference. */
  readonly before?: MoneyFragment | null;
}) {
  const { amount } = value;
  const signed = before !== undefined && !amount.startsWith('-') && !isZero(amount);
  return (
    <Stack gap={0} component="div" role="listitem" title={hint} miw={112}>
      <Text size="xs" c="dimmed">
        {name}
      </Text>
      <Text fw={600} className="figure">
        {signed ? '+' : ''}
        {money(value)}
      </Text>
      {before && (
        <Text size="xs" c="dimmed" className="figure">
          {words.money.today(money(before))}
        </Text>
      )}
    </Stack>
  );
}

/** The amounts alone. `mrr`: the monthly revenue of now. */
export function Amounts({
  impact,
  mrr = null,
}: {
  readonly impact: Pick<ImpactFragment, 'chargeNow' | 'creditNow' | 'tax' | 'mrrDelta' | 'tcvDelta'>;
  readonly mrr?: MoneyFragment | null;
}) {
  const { chargeNow, creditNow, tax, mrrDelta, tcvDelta } = impact;
  return (
    <Group gap="md" role="list" aria-label={words.money.label} align="flex-start">
      <Figure name={words.money.charge} value={chargeNow} />
      <Figure name={words.money.credit} value={creditNow} />
      <Figure name={words.money.tax} value={tax} hint={words.money.taxHint} />
      <Figure name={words.money.mrr} value={mrrDelta} before={mrr} />
      <Figure name={words.money.tcv} value={tcvDelta} before={null} />
    </Group>
  );
}

/** Everything that a change comes to, as the systems themselves computed it. */
export function Impact({
  impact,
  mrr = null,
  withAmounts = true,
}: {
  readonly impact: ImpactFragment;
  readonly mrr?: MoneyFragment | null;
  /** Left out where the amounts are shown already. */
  readonly withAmounts?: boolean;
}) {
  return (
    <Stack gap="md">
      {withAmounts && <Amounts impact={impact} mrr={mrr} />}
      <Section title={words.lines.title}>
        <Lines lines={impact.invoiceLines} />
      </Section>
      {impact.postings && (
        <Section title={words.postings.title}>
          <Postings lines={impact.postings} />
        </Section>
      )}
      <Section title={words.revenue.title}>
        <Revenue months={impact.revenueDelta} />
      </Section>
      <Section title={words.entitlement.title}>
        <Entitlements changes={impact.entitlementChanges} />
      </Section>
    </Stack>
  );
}

function Lines({ lines }: { readonly lines: ImpactFragment['invoiceLines'] }) {
  if (lines.length === 0) return <Text size="sm">{words.lines.none}</Text>;
  return (
    <Table.ScrollContainer minWidth={480} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table aria-label={words.lines.title} verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.lines.what}</Table.Th>
            <Table.Th>{words.lines.period}</Table.Th>
            <Table.Th data-align="right">{words.lines.quantity}</Table.Th>
            <Table.Th data-align="right">{words.lines.amount}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map(({ id, description, periodStart, periodEnd, quantity, amount }, index) => (
            <Table.Tr key={`${id} ${index}`}>
              <Table.Td>{description}</Table.Td>
              <Table.Td className="figure">
                {periodStart !== null && periodEnd !== null && words.lines.range(periodStart, periodEnd)}
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
        <Table.Tfoot>
          <Table.Tr>
            <Table.Th scope="row" colSpan={3}>
              {words.lines.total}
            </Table.Th>
            <Table.Td data-align="right" className="figure" fw={600}>
              {sums(lines.map(({ amount }) => amount))
                .map(money)
                .join(', ')}
            </Table.Td>
          </Table.Tr>
        </Table.Tfoot>
      </Table>
    </Table.ScrollContainer>
  );
}

function Entitlements({ changes }: { readonly changes: ImpactFragment['entitlementChanges'] }) {
  const { entitlement } = words;
  if (changes.length === 0) return <Text size="sm">{entitlement.none}</Text>;
  return (
    <PlainTable
      label={entitlement.title}
      heads={[
        { title: entitlement.what },
        { title: entitlement.from },
        { title: entitlement.to },
        { title: entitlement.at },
      ]}
      lines={changes.map(({ feature, from, to, effectiveAt }) => ({
        id: feature,
        cells: [
          meaningOf(entitlement.names, feature) ?? term(feature),
          from ?? entitlement.nothing,
          to ?? entitlement.nothing,
          <span className="figure" key="at">
            {effectiveAt.slice(0, 10)}
          </span>,
        ],
      }))}
    />
  );
}

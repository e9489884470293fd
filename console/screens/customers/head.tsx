import { Group, Paper, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Flash } from '../../parts/flash.tsx';
import { money } from '../../parts/format.ts';
import { To } from '../../parts/link.tsx';
import { Money } from '../../parts/money.tsx';
import { useMinute } from '../../parts/now.ts';
import { Status } from '../../parts/status.tsx';
import { SyncLine } from '../../parts/sync.tsx';
import { words } from '../../words/customers.ts';
import { term } from '../../words/terms.ts';
import type { Customer, CustomerRights } from './about.ts';

const say = words.customer.head;
const riskTone = { LOW: 'good', MEDIUM: 'warn', HIGH: 'bad' } as const;

/** A figure, what stands beside it, and the list behind it. */
function Figure({
  name,
  text,
  to,
  hint,
  children,
}: {
  readonly name: string;
  /** What it says, for whoever does not see it, and to tell when it has become another. */
  readonly text: string;
  readonly to?: string;
  readonly hint?: string | undefined;
  readonly children: ReactNode;
}) {
  const value = <Flash of={text}>{children}</Flash>;
  return (
    <Stack gap={0} role="listitem">
      <Text size="xs" c="dimmed">
        {name}
      </Text>
      <Text component="div" fw={600} className="figure">
        {to === undefined ? (
          value
        ) : (
          <To to={to} c="inherit" fw={600} size="md" aria-label={`${name}: ${text}`}>
            {value}
          </To>
        )}
      </Text>
      {hint !== undefined && (
        <Text size="xs" c="dimmed" lineClamp={2} maw={210} title={hint}>
          {hint}
        </Text>
      )}
    </Stack>
  );
}

const dayMs = 86_400_000;

/** The figures of a customer that decide what is done next, each a link to what it is made of; and how it stands in each system. */
export function Head({ customer, rights }: { readonly customer: Customer; readonly rights: CustomerRights }) {
  const minute = useMinute();
  const { balances, rollup, health, openCases, entitlements, exceptions } = customer;
  const granted = entitlements?.edges[0]?.node;
  const renewsIn =
    health?.renewalDate == null ? null : Math.round((Date.parse(health.renewalDate) - minute) / dayMs);
  return (
    <Paper withBorder p="sm">
      <Stack gap="sm">
        <Group gap="lg" style={{ rowGap: 8 }} align="flex-start" role="list" aria-label={say.figures}>
          {rights.amounts && (
            <>
              <Figure
                name={say.arr}
                text={rollup ? money(rollup.arr) : '–'}
                to="?tab=subscriptions"
                hint={rollup ? say.arrOver(rollup.customers) : undefined}
              >
                <Money value={rollup?.arr} size="md" strong />
              </Figure>
              <Figure name={say.open} text={balances ? money(balances.open) : '–'} to="?tab=invoices">
                <Money value={balances?.open} size="md" strong />
              </Figure>
              <Figure
                name={say.overdue}
                text={balances ? money(balances.overdue) : '–'}
                to="?tab=invoices&invoice=OVERDUE"
                hint={health ? say.overdueDays(health.overdueDays) : undefined}
              >
                <Money value={balances?.overdue} size="md" strong />
              </Figure>
            </>
          )}
          {rights.health && !rights.amounts && (
            <Figure
              name={say.overdue}
              text={say.overdueDays(health?.overdueDays ?? 0)}
              to="?tab=invoices&invoice=OVERDUE"
            >
              {say.overdueDays(health?.overdueDays ?? 0)}
            </Figure>
          )}
          {rights.support && (
            <Figure
              name={say.cases}
              text={String(openCases?.totalCount ?? '–')}
              to="?tab=cases&cases=open"
              hint={health ? say.p1(health.openP1) : undefined}
            >
              {openCases?.totalCount ?? '–'}
            </Figure>
          )}
          {rights.health && (
            <Figure
              name={say.renewal}
              text={health?.renewalDate ?? '–'}
              to="?tab=subscriptions"
              hint={renewsIn === null ? undefined : say.inDays(renewsIn)}
            >
              {health?.renewalDate ?? '–'}
            </Figure>
          )}
          {rights.support && (
            <Figure
              name={say.entitlement}
              text={granted ? [granted.tier ?? granted.feature, granted.status].join(' ') : say.noEntitlement}
              hint={
                granted
                  ? granted.validTo === null
                    ? say.openEnd
                    : say.until(granted.validTo.slice(0, 10))
                  : undefined
              }
            >
              {granted ? (
                <>
                  {term(granted.tier ?? granted.feature ?? '')}{' '}
                  {granted.status && <Status value={granted.status} size="xs" />}
                </>
              ) : (
                say.noEntitlement
              )}
            </Figure>
          )}
          <Figure name={say.exceptions} text={String(exceptions?.totalCount ?? '–')} to="?tab=work">
            {exceptions?.totalCount ?? '–'}
          </Figure>
          {health && (
            <Figure
              name={say.risk}
              text={health.risk}
              hint={health.reasons.length === 0 ? say.noReasons : health.reasons.join('; ')}
            >
              <Status value={health.risk} as={riskTone[health.risk]} />
            </Figure>
          )}
        </Group>
        <SyncLine states={customer.syncStatus} />
      </Stack>
    </Paper>
  );
}

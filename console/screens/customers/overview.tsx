import { SimpleGrid, Stack, Text } from '@mantine/core';
import { Facts } from '../../parts/facts.tsx';
import { To } from '../../parts/link.tsx';
import { Money } from '../../parts/money.tsx';
import { Panel } from '../../parts/panel.tsx';
import { pageOf } from '../../parts/paths.ts';
import { useFacts } from '../../parts/sourced.tsx';
import { Status } from '../../parts/status.tsx';
import { When } from '../../parts/when.tsx';
import { words } from '../../words/customers.ts';
import { words as common } from '../../words/shell.ts';
import { term } from '../../words/terms.ts';
import type { Customer, CustomerRights } from './about.ts';
import { Latest } from './timeline.tsx';

const say = words.customer.facts;

/** Master data, terms and money, each value with its origin; and what happened last. */
export function Overview({
  customer,
  rights,
  beat,
}: {
  readonly customer: Customer;
  readonly rights: CustomerRights;
  readonly beat: number;
}) {
  const { balances, rollup, taxProfile, legalEntity, accountOwner, billingAddress } = customer;
  const fact = useFacts(customer);

  return (
    <SimpleGrid cols={{ base: 1, md: 2, xl: 3 }} spacing="md">
      <Panel title={say.label}>
        <Facts
          label={say.label}
          nameWidth={140}
          facts={[
            fact(say.name, 'name', customer.name),
            fact(say.legalName, 'legalName', customer.legalName),
            fact(
              say.status,
              'status',
              customer.status,
              customer.status && <Status value={customer.status} size="xs" />,
            ),
            customer.sourceStatus.length > 0 && {
              name: say.sourceStatus,
              value: customer.sourceStatus.map(({ system, raw }) => `${term(system)}: ${raw}`).join(', '),
            },
            fact(say.segment, 'segment', customer.segment),
            fact(say.industry, 'industry', customer.industry),
            fact(say.owner, 'accountOwner', accountOwner?.name, undefined, false),
            fact(
              say.entity,
              'legalEntity',
              legalEntity && [legalEntity.code, legalEntity.name].filter(Boolean).join(', '),
              undefined,
              false,
            ),
            {
              name: say.parent,
              value: customer.parent ? (
                <To to={pageOf.customer(customer.parent.id)}>{customer.parent.name ?? customer.parent.id}</To>
              ) : (
                common.common.none
              ),
            },
            {
              name: say.changed,
              value: (
                <>
                  <When at={customer.updatedAt} />, {say.version(customer.version)}
                </>
              ),
            },
            { name: say.known, value: <When at={customer.createdAt} /> },
          ]}
        />
      </Panel>
      <Panel title={say.more}>
        <Facts
          label={say.more}
          nameWidth={140}
          facts={[
            rights.terms && fact(say.terms, 'paymentTerms', customer.paymentTerms),
            rights.limit &&
              fact(
                say.limit,
                'creditLimit',
                customer.creditLimit,
                <Money value={customer.creditLimit} />,
                false,
              ),
            rights.hold &&
              fact(
                say.hold,
                'creditHold',
                customer.creditHold,
                customer.creditHold ? <Status value={say.held} as="bad" size="xs" /> : say.notHeld,
              ),
            rights.address && fact(say.address, 'billingAddress', billingAddress),
            rights.tax &&
              fact(
                say.tax,
                'taxIds',
                taxProfile?.taxIds,
                taxProfile && (
                  <>
                    <Status value={taxProfile.status} size="xs" />{' '}
                    {[...taxProfile.taxIds, ...taxProfile.jurisdictions, taxProfile.exemption]
                      .filter(Boolean)
                      .join(', ')}
                  </>
                ),
              ),
            rights.amounts && { name: say.mrr, value: <Money value={rollup?.mrr} /> },
            rights.amounts && { name: say.unapplied, value: <Money value={balances?.unapplied} /> },
            rights.amounts && { name: say.credit, value: <Money value={balances?.credit} /> },
            rights.support && {
              name: say.entitlements,
              value:
                customer.entitlements && customer.entitlements.edges.length > 0 ? (
                  <Stack gap={4}>
                    {customer.entitlements.edges.map(({ node }) => (
                      <Text size="sm" key={node.id} component="div">
                        {term(node.feature ?? '')} {node.tier && term(node.tier)}{' '}
                        {node.status && <Status value={node.status} size="xs" />} {node.reason}
                      </Text>
                    ))}
                  </Stack>
                ) : (
                  common.common.none
                ),
            },
            customer.health && {
              name: say.reasons,
              value:
                customer.health.reasons.length === 0
                  ? words.customer.head.noReasons
                  : customer.health.reasons.join('; '),
            },
          ]}
        />
      </Panel>
      <Panel title={say.recent} beside={<To to="?tab=timeline">{say.allEvents}</To>}>
        <Latest id={customer.id} beat={beat} />
      </Panel>
    </SimpleGrid>
  );
}

import { Group, Text } from '@mantine/core';
import { useAsk, useChange } from '../../client/ask.ts';
import { useMe } from '../../client/rights.ts';
import { CustomerMergesDocument, CustomerUnmergeDocument } from '../../generated/graphql.ts';
import { AskedAct } from '../../parts/act.tsx';
import { useReread } from '../../parts/again.ts';
import { ById } from '../../parts/by-id.tsx';
import { Copy } from '../../parts/copy.tsx';
import { To } from '../../parts/link.tsx';
import { OriginTable } from '../../parts/origins.tsx';
import { Panel } from '../../parts/panel.tsx';
import { PlainTable } from '../../parts/plain-table.tsx';
import { Refs } from '../../parts/refs.tsx';
import { Status } from '../../parts/status.tsx';
import { Troubles } from '../../parts/troubles.tsx';
import { When } from '../../parts/when.tsx';
import { words } from '../../words/customers.ts';
import { words as origin } from '../../words/origin.ts';
import { term } from '../../words/terms.ts';
import { pageOf } from '../../parts/paths.ts';
import type { Customer } from './about.ts';
import { settled } from './decide.ts';
import { Merge } from './merge.tsx';

const say = words.customer.ids;

/** Under which ids every system knows the customer, where each value comes from, and whom it was merged with. */
export function Ids({ customer, beat }: { readonly customer: Customer; readonly beat: number }) {
  const { can } = useMe();
  const { id } = customer;
  const approvals = can('Query.approvals');
  const merges = useAsk(CustomerMergesDocument, { id, approvals });
  const unmerge = useChange(CustomerUnmergeDocument);
  useReread(beat, merges.again);
  const records = merges.data?.customer?.mergedFrom ?? [];
  const pending = (merges.data?.approvals?.edges ?? []).filter(({ node }) => node.subject?.id === id);
  return (
    <>
      <Panel
        title={say.refs}
        beside={
          <Group gap={4}>
            <Text size="xs" c="dimmed">
              {say.hubId}
            </Text>
            <Text size="xs" ff="monospace">
              {id}
            </Text>
            <Copy text={id} what={say.copyHub} />
          </Group>
        }
      >
        <Refs
          all={customer.externalRefs}
          lineage={can('Query.lineage')}
          lineageWord={words.customer.lineage}
        />
      </Panel>
      <Panel title={say.merges} beside={<Merge id={id} name={customer.name ?? id} again={merges.again} />}>
        <Troubles troubles={merges.troubles} again={merges.again} />
        {pending.map(({ node }) => (
          <Group key={node.id} gap="sm" mb="xs">
            <Status value="PENDING_APPROVAL" />
            <Text size="sm">
              {say.pendingSince(term(node.kind))} <When at={node.requestedAt} />
            </Text>
            <To to={pageOf.approval(node.id)}>{say.seeApproval}</To>
          </Group>
        ))}
        {records.length === 0 ? (
          <Text size="sm">{say.noMerges}</Text>
        ) : (
          <PlainTable
            label={say.merges}
            heads={[
              { title: say.absorbed },
              { title: say.at },
              { title: say.by },
              { title: say.state },
              { title: say.unmerge },
            ]}
            lines={records.map(({ id: mergeId, absorbedId, at, by, reversible, undoneAt }) => ({
              id: mergeId,
              cells: [
                <Text size="xs" ff="monospace" key="absorbed">
                  {absorbedId}
                </Text>,
                <When at={at} key="at" />,
                <ById id={by} key="by" />,
                <Status
                  value={undoneAt === null ? say.stands : say.undone}
                  as={undoneAt === null ? 'good' : 'calm'}
                  key="state"
                />,
                <AskedAct
                  key="unmerge"
                  label={say.unmerge}
                  right="Mutation.unmergeCustomers"
                  disabledWhy={reversible ? null : say.irreversible}
                  title={say.unmergeTitle}
                  effect={say.unmergeEffect}
                  confirm={say.unmergeConfirm}
                  reason="none"
                  done={say.unmerged}
                  run={async ({ key }) => {
                    const outcome = await unmerge({ input: { idempotencyKey: key, mergeId } });
                    merges.again();
                    return settled(outcome, (data) => data.unmergeCustomers, say.waits);
                  }}
                />,
              ],
            }))}
          />
        )}
      </Panel>
      <Panel title={origin.table}>
        <OriginTable origins={customer.provenance} />
      </Panel>
    </>
  );
}

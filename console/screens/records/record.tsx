import { Text } from '@mantine/core';
import type { ComponentType } from 'react';
import { Navigate, useParams } from 'react-router';
import { useAsk } from '../../client/ask.ts';
import { useMe } from '../../client/rights.ts';
import { RecordDocument, type RecordQuery } from '../../generated/graphql.ts';
import { useBeat, useReread } from '../../parts/again.ts';
import { Empty } from '../../parts/empty.tsx';
import { To } from '../../parts/link.tsx';
import { OriginTable } from '../../parts/origins.tsx';
import { words as origin } from '../../words/origin.ts';
import { Panel } from '../../parts/panel.tsx';
import { listOf, pageOf, pathOf } from '../../parts/paths.ts';
import { nameOf } from '../../parts/record.tsx';
import { Refs } from '../../parts/refs.tsx';
import { Screen } from '../../parts/screen.tsx';
import { Status } from '../../parts/status.tsx';
import { StaleNote, SyncLine } from '../../parts/sync.tsx';
import { Troubles } from '../../parts/troubles.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { When } from '../../parts/when.tsx';
import { words } from '../../words/records.ts';
import { words as common } from '../../words/shell.ts';
import { term } from '../../words/terms.ts';
import { AmendmentPart } from './amendment.tsx';
import { CasePart } from './case.tsx';
import { ContractPart } from './contract.tsx';
import { InvoicePart } from './invoice.tsx';
import { OpportunityPart } from './opportunity.tsx';
import type { Part } from './part.ts';
import { PaymentPart } from './payment.tsx';
import { ProductPart } from './product.tsx';
import { SubscriptionPart } from './subscription.tsx';

const parts: Readonly<Record<string, ComponentType<Part>>> = {
  Amendment: AmendmentPart,
  BillingSubscription: SubscriptionPart,
  Contract: ContractPart,
  Invoice: InvoicePart,
  Opportunity: OpportunityPart,
  Payment: PaymentPart,
  Product: ProductPart,
  SupportCase: CasePart,
};

type Node = NonNullable<RecordQuery['node']>;
type Canonical = Extract<Node, { readonly externalRefs: unknown }>;
const isCanonical = (node: Node): node is Canonical => 'externalRefs' in node;

/** Whose changes the page follows: the customer's that the record belongs to. */
function ownerOf(node: Node | null | undefined): string | null {
  if (!node) return null;
  if ('customer' in node && node.customer) return node.customer.id;
  return 'amendedSubscription' in node ? (node.amendedSubscription?.customer?.id ?? null) : null;
}

/** Any record by its id: what it says and where each value comes from, what belongs to it, and how it stands in each system. */
export function Record() {
  const { id = '' } = useParams();
  const { can } = useMe();
  const { data, loading, troubles, again } = useAsk(RecordDocument, { id });
  const node = data?.node;
  const beat = useBeat(ownerOf(node));
  useReread(beat, again);
  if (!node)
    return (
      <Screen title={words.title}>
        {loading ? <Waiting lines={10} /> : <Troubles troubles={troubles} whole again={again} />}
        {!loading && troubles.length === 0 && <Empty title={common.missing.record} />}
      </Screen>
    );
  const path = pathOf(node.__typename, node.id);
  if (path !== null && (!path.startsWith('/records/') || node.id !== id))
    return <Navigate to={path} replace />;
  const Kind = parts[node.__typename];
  const canonical = isCanonical(node) ? node : null;
  const record = canonical ?? { externalRefs: [], provenance: [] };
  return (
    <Screen
      title={nameOf(node)}
      beside={<Status value={node.__typename} as="calm" />}
      actions={
        <>
          {can('Query.lineage') && <To to={pageOf.lineage(node.id)}>{words.lineage}</To>}
          {can('Query.events') && <To to={listOf.events({ subject: node.id })}>{words.events}</To>}
        </>
      }
    >
      <Troubles troubles={troubles} again={again} />
      {canonical && (
        <>
          <StaleNote states={canonical.syncStatus} origins={canonical.provenance} />
          <SyncLine states={canonical.syncStatus} />
        </>
      )}
      {Kind ? (
        <Kind id={node.id} record={record} beat={beat} />
      ) : (
        <Empty title={term(node.__typename)} next={words.nothingMore} />
      )}
      {canonical && (
        <>
          <Panel
            title={words.refs}
            beside={
              <Text size="xs" c="dimmed" component="div">
                {words.id} <code>{node.id}</code>, {words.changed} <When at={canonical.updatedAt} size="xs" />
                , {words.version(canonical.version)}
              </Text>
            }
          >
            <Refs all={canonical.externalRefs} lineage={can('Query.lineage')} lineageWord={words.lineage} />
          </Panel>
          <Panel title={origin.table}>
            <OriginTable origins={canonical.provenance} />
          </Panel>
        </>
      )}
    </Screen>
  );
}

import { Button, Tooltip } from '@mantine/core';
import { Link } from 'react-router';
import { useAsk } from '../../client/ask.ts';
import { useMe } from '../../client/rights.ts';
import { type RunAmendmentsQuery, RunAmendmentsDocument } from '../../generated/graphql.ts';
import { words } from '../../words/runs.ts';
import { addressOf } from '../amend/inputs.ts';
import type { Run } from './state.ts';

type Subscription = NonNullable<RunAmendmentsQuery['subscription']>;
type Amendment = NonNullable<Subscription['amendments']>['edges'][number]['node'];

const today = (): string => new Date().toISOString().slice(0, 10);

/** The address at which the same change of the subscription can be prepared again. */
function addressFor({ id, items }: Subscription, { type, effectiveDate, changes }: Amendment): string {
  const wish = addressOf({
    type,
    // What has begun to hold cannot begin to hold again.
    on: effectiveDate > today() ? effectiveDate : today(),
    items: (changes ?? []).map(({ product, to, toPrice }) => ({
      itemId: (items ?? []).find((item) => item.product?.id === product?.id)?.id ?? '',
      priceId: type === 'QUANTITY' || type === 'REMOVE_PRODUCT' ? '' : (toPrice?.id ?? ''),
      quantity: type === 'REMOVE_PRODUCT' ? '' : (to ?? ''),
    })),
  });
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(wish))
    for (const each of typeof value === 'string' ? [value] : (value ?? [])) params.append(name, each);
  return `/subscriptions/${id}/amend?${params}`;
}

/** Leads to where the same amendment can be prepared again; nothing for other runs, and for who may not. */
export function LikeThis({ run }: { readonly run: Run }) {
  const { can } = useMe();
  const subscription = run.subject?.__typename === 'BillingSubscription' ? run.subject.id : null;
  const may = subscription !== null && can('Query.previewAmendment') && can('Amendment.changes');
  const { data } = useAsk(RunAmendmentsDocument, { subscription: subscription ?? '' }, !may);
  const found = data?.subscription;
  const amendment = found?.amendments?.edges.find(({ node }) => node.run?.id === run.id)?.node;
  if (!found || !amendment) return null;
  return (
    <Tooltip label={words.act.like.hint} multiline maw={320}>
      <Button size="xs" variant="default" component={Link} to={addressFor(found, amendment)}>
        {words.act.like.label}
      </Button>
    </Tooltip>
  );
}

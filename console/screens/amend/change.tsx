import { Group, Radio, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { Copy } from '../../parts/copy.tsx';
import { Panel } from '../../parts/panel.tsx';
import { words } from '../../words/amend.ts';
import { isOfItems, type Subscription, types, whyNot, type Wish } from './inputs.ts';
import { Items } from './items.tsx';

const { form } = words;

interface ChangeProps {
  readonly subscription: Subscription;
  readonly wish: Wish;
  readonly change: (wish: Partial<Wish>) => void;
  /** What is done with it. */
  readonly actions: ReactNode;
}

/** The change that is to be made: which one it is, and exactly what it needs. */
export function Change({ subscription, wish, change, actions }: ChangeProps) {
  const { type } = wish;
  return (
    <Panel title={form.title} beside={type !== null && <Copy text={location.href} what={form.share} />}>
      <Stack gap="sm">
        <Kinds subscription={subscription} wish={wish} change={change} />
        {type !== null && (
          <>
            {isOfItems(type) && (
              <Items wish={wish} subscription={subscription} change={(items) => change({ items })} />
            )}
            {type === 'CO_TERM' && <CoTerm subscription={subscription} wish={wish} change={change} />}
            {type === 'TERMS' && <Terms wish={wish} change={change} />}
            <Group gap="sm" align="flex-start">
              <Effective subscription={subscription} wish={wish} change={change} />
              <TextInput
                size="xs"
                label={form.reason}
                description={form.reasonHint}
                value={wish.reason}
                maxLength={1000}
                onChange={(event) => change({ reason: event.currentTarget.value })}
                style={{ flexGrow: 1 }}
              />
            </Group>
          </>
        )}
        {actions}
      </Stack>
    </Panel>
  );
}

type PartProps = Omit<ChangeProps, 'actions'>;

function Kinds({ subscription, wish, change }: PartProps) {
  return (
    <Radio.Group
      label={form.pick}
      size="sm"
      value={wish.type ?? ''}
      onChange={(value) => {
        const type = types.find((each) => each === value) ?? null;
        // What one change was told of products says nothing to another.
        change({ type, items: [], endsWith: '', end: '', renew: '', months: '' });
      }}
    >
      <SimpleGrid cols={{ base: 1, xs: 2, lg: 3 }} spacing={6} mt={6}>
        {types.map((type) => {
          const unfit = whyNot(type, subscription);
          return (
            <Radio
              key={type}
              size="xs"
              value={type}
              disabled={unfit !== null}
              label={words.types[type].name}
              description={unfit ?? words.types[type].does}
              styles={{ label: { fontWeight: 600, color: unfit === null ? undefined : 'inherit' } }}
            />
          );
        })}
      </SimpleGrid>
    </Radio.Group>
  );
}

function Effective({ subscription: { termStart, termEnd }, wish, change }: PartProps) {
  const renews = wish.type === 'RENEW';
  return (
    <TextInput
      size="xs"
      type="date"
      label={form.effective}
      description={
        renews
          ? form.effectiveRenew
          : termStart !== null && termEnd !== null
            ? form.effectiveHint(termStart, termEnd)
            : undefined
      }
      value={renews ? (termEnd ?? '') : wish.on}
      readOnly={renews}
      onChange={(event) => change({ on: event.currentTarget.value })}
      w={300}
    />
  );
}

function CoTerm({ subscription, wish, change }: PartProps) {
  const others = (subscription.customer?.subscriptions?.edges ?? [])
    .map(({ node }) => node)
    .filter(({ id, termEnd }) => id !== subscription.id && termEnd !== null);
  return (
    <Group gap="sm" align="flex-end">
      <Select
        size="xs"
        label={form.coTermWith}
        description={others.length === 0 ? form.coTermNone : undefined}
        disabled={others.length === 0 || wish.end !== ''}
        data={others.map(({ id, number, termEnd }) => ({
          value: id,
          label: form.endsOn(number ?? id, termEnd ?? ''),
        }))}
        value={wish.endsWith === '' ? null : wish.endsWith}
        onChange={(endsWith) => change({ endsWith: endsWith ?? '' })}
        clearable
        miw={280}
      />
      <TextInput
        size="xs"
        type="date"
        label={form.coTermDay}
        description={form.newEndHint}
        disabled={wish.endsWith !== ''}
        value={wish.end}
        onChange={(event) => change({ end: event.currentTarget.value })}
      />
    </Group>
  );
}

function Terms({ wish, change }: Omit<PartProps, 'subscription'>) {
  return (
    <Group gap="sm" align="flex-end">
      <TextInput
        size="xs"
        type="date"
        label={form.newEnd}
        description={form.newEndHint}
        value={wish.end}
        onChange={(event) => change({ end: event.currentTarget.value })}
      />
      <Select
        size="xs"
        label={form.autoRenew}
        data={[
          { value: '', label: form.renewAsIs },
          { value: 'yes', label: form.renewYes },
          { value: 'no', label: form.renewNo },
        ]}
        value={wish.renew}
        onChange={(renew) => change({ renew: renew === 'yes' || renew === 'no' ? renew : '' })}
        allowDeselect={false}
      />
      <TextInput
        size="xs"
        inputMode="numeric"
        label={form.months}
        placeholder={form.asItIs}
        value={wish.months}
        onChange={(event) => change({ months: event.currentTarget.value.trim() })}
        w={210}
      />
    </Group>
  );
}

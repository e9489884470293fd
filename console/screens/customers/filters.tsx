import { Button, Collapse, Group, MultiSelect, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useDebouncedCallback, useDisclosure } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useAsk } from '../../client/ask.ts';
import { CustomersChoicesDocument } from '../../generated/graphql.ts';
import { useAddress } from '../../parts/address.ts';
import { words } from '../../words/customers.ts';
import { term } from '../../words/terms.ts';
import {
  amountText,
  choices,
  filterNames,
  orderName,
  orderOf,
  ordersOf,
  type Sight,
  wholeNumber,
} from './filter.ts';

const say = words.filter;
const terms = (names: readonly string[]): { value: string; label: string }[] =>
  names.map((value) => ({ value, label: term(value) }));

/** A field of text whose value goes to the address when the typing pauses. */
function Typed({
  name,
  label,
  fits,
  onEnter,
  ...rest
}: {
  readonly name: string;
  readonly label: string;
  readonly fits?: RegExp;
  readonly type?: string;
  readonly placeholder?: string;
  readonly w?: number;
  readonly flex?: string;
  readonly onEnter?: (text: string) => void;
}) {
  const { get, set } = useAddress();
  const given = get(name);
  const [{ text, from, told }, setText] = useState({ text: given, from: given, told: given });
  // The address may change elsewhere: by the back button, by a link, by clearing. What was typed meanwhile is kept otherwise.
  if (from !== given) setText({ text: given === told ? text : given, from: given, told: given });
  const tell = useDebouncedCallback((next: string) => {
    setText((before) => ({ ...before, told: next }));
    set({ [name]: next === '' ? null : next });
  }, 250);
  const wrong = fits !== undefined && text !== '' && !fits.test(text);
  return (
    <TextInput
      size="xs"
      label={label}
      value={text}
      error={wrong ? say.badNumber : undefined}
      leftSection={name === 'q' ? <IconSearch size={14} aria-hidden /> : undefined}
      {...rest}
      onChange={({ currentTarget: { value } }) => {
        setText((before) => ({ ...before, text: value }));
        tell(value);
      }}
      // A click elsewhere leads there: the address must not be set after it.
      onBlur={() => tell.flush()}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        // Before anything else, or the address would be set when Enter has led elsewhere already.
        tell.flush();
        onEnter?.(text.trim());
      }}
    />
  );
}

/** The choices that the address keeps under a name. */
function Several({
  name,
  label,
  data,
}: {
  readonly name: string;
  readonly label: string;
  readonly data: readonly string[];
}) {
  const { all, set } = useAddress();
  const given = data.filter((each) => all(name).includes(each));
  return (
    <MultiSelect
      size="xs"
      label={label}
      placeholder={given.length === 0 ? say.any : undefined}
      data={terms(data)}
      value={given}
      onChange={(values) => set({ [name]: values })}
      clearable
      comboboxProps={{ shadow: 'md' }}
    />
  );
}

function One({
  name,
  label,
  data,
}: {
  readonly name: string;
  readonly label: string;
  readonly data: readonly { value: string; label: string }[];
}) {
  const { get, set } = useAddress();
  return (
    <Select
      size="xs"
      label={label}
      placeholder={say.any}
      data={[...data]}
      value={get(name) === '' ? null : get(name)}
      onChange={(value) => set({ [name]: value })}
      clearable
      searchable
    />
  );
}

/** Everything that customers can be found, narrowed and ordered by; all of it is in the address. */
export function Filters({
  sight,
  onEnter,
}: {
  readonly sight: Sight;
  readonly onEnter: (text: string) => void;
}) {
  const address = useAddress();
  const { all, set } = address;
  const { data } = useAsk(CustomersChoicesDocument, {});
  const entities = new Map(
    (data?.sources ?? []).flatMap(({ legalEntities }) => legalEntities.map((each) => [each.id, each])),
  );
  const regions = [...new Set([...entities.values()].flatMap(({ region }) => region ?? []))].toSorted();
  const hidden = filterNames.slice(2).filter((name) => all(name).length > 0).length;
  const [open, { toggle, open: show }] = useDisclosure(hidden > 0);
  useEffect(() => {
    if (hidden > 0) show();
    // Only what a link brought opens it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  const order = orderOf(address, sight);
  return (
    <Stack gap="xs" role="search" aria-label={say.group}>
      <Group gap="sm" align="flex-end">
        <Typed name="q" label={say.search} placeholder={say.searchHint} flex="1 1 320px" onEnter={onEnter} />
        <div style={{ flex: '0 1 240px' }}>
          <Several name="status" label={say.status} data={choices.statuses} />
        </div>
        <Select
          size="xs"
          w={150}
          label={say.order}
          data={ordersOf(sight).map((value) => ({ value, label: orderName(value) }))}
          value={order.by}
          onChange={(by) => set({ by, dir: null })}
          allowDeselect={false}
        />
        <Select
          size="xs"
          w={130}
          label={say.direction}
          data={[
            { value: 'DESC', label: say.directions.DESC },
            { value: 'ASC', label: say.directions.ASC },
          ]}
          value={order.direction}
          onChange={(dir) => set({ dir })}
          allowDeselect={false}
        />
        <Button size="xs" variant="default" onClick={toggle} aria-expanded={open}>
          {open ? say.fewer : say.more(hidden)}
        </Button>
      </Group>
      <Collapse expanded={open}>
        <SimpleGrid cols={{ base: 1, sm: 2, md: 4, xl: 7 }} spacing="sm" verticalSpacing="xs">
          <One
            name="entity"
            label={say.entity}
            data={[...entities.values()].map(({ id, code, name }) => ({
              value: id,
              label: [code, name].filter(Boolean).join(' '),
            }))}
          />
          <One name="region" label={say.region} data={regions.map((value) => ({ value, label: value }))} />
          {sight.health && <Typed name="overdue" label={say.overdue} fits={wholeNumber} />}
          {sight.cases && <Several name="priority" label={say.priority} data={choices.priorities} />}
          {sight.amounts && <Typed name="arr" label={say.arr} fits={amountText} />}
          {sight.billing && (
            <Several name="subscription" label={say.subscription} data={choices.subscriptionStatuses} />
          )}
          {sight.health && <Typed name="renewal" label={say.renewal} type="date" />}
        </SimpleGrid>
      </Collapse>
    </Stack>
  );
}

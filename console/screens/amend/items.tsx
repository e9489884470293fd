import { ActionIcon, Button, Checkbox, Group, Select, Stack, Table, Text, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { decimal } from '../../parts/format.ts';
import { words } from '../../words/amend.ts';
import type { Item, ItemWish, Subscription, Wish } from './inputs.ts';
import { type Catalogue, useCatalogue } from './prices.ts';

const { form } = words;

interface ItemsProps {
  readonly wish: Wish;
  readonly subscription: Subscription;
  readonly change: (items: readonly ItemWish[]) => void;
}

/** A list of choices that scrolls is reached by the keyboard. */
const reachable = { viewportProps: { tabIndex: 0 } };

const nameOf = ({ product, id }: Item): string => product?.name ?? product?.sku ?? id;

/** The products that a change is of. */
export function Items(props: ItemsProps) {
  const { type } = props.wish;
  const withPrices = type === 'UPGRADE' || type === 'DOWNGRADE' || type === 'ADD_ON';
  const catalogue = useCatalogue(props.subscription, withPrices);
  return type === 'ADD_ON' ? (
    <Added {...props} catalogue={catalogue} />
  ) : (
    <Held {...props} catalogue={catalogue} />
  );
}

/** What the customer has, with what it becomes. */
function Held({ wish, subscription, change, catalogue }: ItemsProps & { readonly catalogue: Catalogue }) {
  const { type, items } = wish;
  const of = (itemId: string): ItemWish | undefined => items.find((each) => each.itemId === itemId);
  const put = (itemId: string, more: Partial<ItemWish>): void => {
    const next = { itemId, priceId: '', quantity: '', ...of(itemId), ...more };
    const empty = next.priceId === '' && next.quantity === '';
    change([...items.filter((each) => each.itemId !== itemId), ...(empty ? [] : [next])]);
  };
  const tick = (itemId: string, ticked: boolean): void =>
    change([
      ...items.filter((each) => each.itemId !== itemId),
      ...(ticked ? [{ itemId, priceId: '', quantity: '' }] : []),
    ]);
  return (
    <Table.ScrollContainer minWidth={420} type="native">
      <Table aria-label={words.today.items} verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.today.item}</Table.Th>
            <Table.Th data-align="right">{words.today.title}</Table.Th>
            {(type === 'UPGRADE' || type === 'DOWNGRADE') && <Table.Th>{form.becomes}</Table.Th>}
            <Table.Th>{type === 'REMOVE_PRODUCT' ? form.remove : form.newQuantity}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {subscription.items?.map((item) => {
            const name = nameOf(item);
            const given = of(item.id);
            const flat =
              type === 'QUANTITY'
                ? item.price?.model === 'FLAT'
                : given !== undefined && catalogue.isFlat(given.priceId);
            return (
              <Table.Tr key={item.id}>
                <Table.Td>{name}</Table.Td>
                <Table.Td data-align="right" className="figure">
                  {decimal(item.quantity)}
                </Table.Td>
                {(type === 'UPGRADE' || type === 'DOWNGRADE') && (
                  <Table.Td>
                    <Select
                      size="xs"
                      aria-label={form.becomesOf(name)}
                      placeholder={form.asItIs}
                      data={catalogue.choices}
                      value={given?.priceId === undefined || given.priceId === '' ? null : given.priceId}
                      onChange={(priceId) =>
                        put(item.id, priceId === null ? { priceId: '', quantity: '' } : { priceId })
                      }
                      searchable
                      scrollAreaProps={reachable}
                      clearable
                      miw={220}
                    />
                  </Table.Td>
                )}
                <Table.Td>
                  {type === 'REMOVE_PRODUCT' ? (
                    <Checkbox
                      size="xs"
                      aria-label={form.removeOf(name)}
                      checked={given !== undefined}
                      onChange={(event) => tick(item.id, event.currentTarget.checked)}
                    />
                  ) : flat ? (
                    <Text size="xs" c="dimmed">
                      {form.flat}
                    </Text>
                  ) : (
                    <TextInput
                      size="xs"
                      w={110}
                      inputMode="decimal"
                      aria-label={form.quantityOf(name)}
                      placeholder={form.asItIs}
                      value={given?.quantity ?? ''}
                      disabled={type !== 'QUANTITY' && !given?.priceId}
                      onChange={(event) => put(item.id, { quantity: event.currentTarget.value.trim() })}
                    />
                  )}
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

const blank: ItemWish = { itemId: '', priceId: '', quantity: '' };

/** Products that come. */
function Added({ wish, change, catalogue }: ItemsProps & { readonly catalogue: Catalogue }) {
  const items = wish.items.length === 0 ? [blank] : wish.items;
  const put = (at: number, more: Partial<ItemWish>): void =>
    change(items.map((each, index) => (index === at ? { ...each, ...more } : each)));
  return (
    <Stack gap="xs">
      {items.map(({ priceId, quantity }, index) => (
        <Group key={index} gap="xs" align="flex-end" wrap="nowrap">
          <Select
            size="xs"
            label={form.product(index + 1)}
            placeholder={form.pickPrice}
            data={catalogue.choices}
            value={priceId === '' ? null : priceId}
            onChange={(value) => put(index, { priceId: value ?? '', quantity: '' })}
            searchable
            scrollAreaProps={reachable}
            style={{ flexGrow: 1 }}
          />
          {!catalogue.isFlat(priceId) && (
            <TextInput
              size="xs"
              w={110}
              inputMode="decimal"
              label={words.today.quantity}
              aria-label={form.quantity(index + 1)}
              placeholder="1"
              value={quantity}
              onChange={(event) => put(index, { quantity: event.currentTarget.value.trim() })}
            />
          )}
          {items.length > 1 && (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={form.takeAway(index + 1)}
              onClick={() => change(items.filter((_, at) => at !== index))}
            >
              <IconX size={14} />
            </ActionIcon>
          )}
        </Group>
      ))}
      <Group>
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconPlus size={12} />}
          onClick={() => change([...items, blank])}
        >
          {form.add}
        </Button>
      </Group>
    </Stack>
  );
}

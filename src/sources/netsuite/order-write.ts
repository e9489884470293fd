import Big from 'big.js';
import type { Ledger, LedgerDimensions, LedgerOrder } from '../ledger.ts';
import type { Applied, Operation, WriteOptions } from '../operation.ts';
import type { CallOptions } from '../source.ts';
import { exactNumber } from '../http/json.ts';
import { type Body, ref } from './body.ts';
import { customerOf } from './ledger-customer.ts';
import type { Desk } from './desk.ts';
import { type HeldLine, type HeldOrder, heldOrder } from './order.ts';
import { given } from './outcome.ts';

type Made = { readonly id: string; readonly number: string };

/** Department, class and location of each of some lines as internal ids. Throws ACCOUNT_MAPPING_MISSING with the path of the first that is not known. */
export async function dimensionsOf(
  { names, need }: Desk,
  lines: readonly { readonly dimensions: LedgerDimensions }[],
  call?: CallOptions,
): Promise<readonly LedgerDimensions[]> {
  const lists = ['department', 'class', 'location'] as const;
  const [departments, classes, locations] = await Promise.all(
    lists.map((list) =>
      names.ids(
        list,
        lines.flatMap(({ dimensions }) => dimensions[list] ?? []),
        call,
      ),
    ),
  );
  const idsOf = { department: departments!, class: classes!, location: locations! };
  return lines.map(({ dimensions }, index) => {
    const id = (list: (typeof lists)[number]): string | null => {
      const name = dimensions[list];
      if (name === null) return null;
      return need(idsOf[list], name, 'ACCOUNT_MAPPING_MISSING', `lines[${index}].dimensions.${list}`);
    };
    return { department: id('department'), class: id('class'), location: id('location') };
  });
}

type Wanted = Omit<HeldOrder, 'id' | 'number' | 'lines'> & {
  readonly lines: readonly (Omit<HeldLine, 'line' | 'closed'> & {
    readonly start: string;
    readonly end: string;
  })[];
};

/** The internal id of a customer that is named by external id or, after `id:`, by its internal one. Throws SOURCE_REJECTED when there is none. */
export async function entityOf(desk: Desk, customer: string, call?: CallOptions): Promise<string> {
  if (customer.startsWith('id:')) return customer.slice('id:'.length);
  const found = await customerOf(desk, { externalId: customer }, call);
  if (found) return found.id;
  throw desk.client.http.problem('SOURCE_REJECTED', 'the customer is not known', {
    path: 'customer',
    outcome: 'NOT_APPLIED',
  });
}

async function wantedOf(desk: Desk, order: LedgerOrder, call: CallOptions): Promise<Wanted> {
  const { names, need } = desk;
  const [entity, subsidiaries, currencies, dimensions] = await Promise.all([
    entityOf(desk, order.customer, call),
    names.ids('subsidiary', [order.legalEntity], call),
    names.ids('currency', [order.currency], call),
    dimensionsOf(desk, order.lines, call),
  ]);
  return {
    entity,
    subsidiary: need(subsidiaries, order.legalEntity, 'LEGAL_ENTITY_MISSING', 'legalEntity'),
    currency: need(currencies, order.currency, 'SOURCE_REJECTED', 'currency'),
    date: order.date,
    lines: order.lines.map(({ lineId, item, quantity, rate, amount, start, end }, index) => ({
      lineId,
      item,
      quantity,
      rate,
      amount,
      start,
      end,
      ...dimensions[index]!,
    })),
  };
}

const exactly = ['quantity', 'rate', 'amount'] as const;
const literally = ['lineId', 'item', 'start', 'end', 'department', 'class', 'location'] as const;

/** Whether an order says what is wanted: the same lines in any order, and no other that is not closed. */
function isAs(held: HeldOrder, wanted: Wanted): boolean {
  const open = held.lines.filter(({ closed }) => !closed);
  if (held.date !== wanted.date || open.length !== wanted.lines.length) return false;
  return wanted.lines.every((line) => {
    const same = open.find(({ lineId }) => lineId === line.lineId);
    return (
      same !== undefined &&
      literally.every((name) => same[name] === line[name]) &&
      exactly.every((name) => new Big(same[name]).eq(line[name]))
    );
  });
}

const closing = ({ line }: HeldLine): Body => ({ line: exactNumber(line), isClosed: true });

/**
 * A line that goes on keeps its number, and so its revenue element. One that is not wanted any more is closed: revenue of it may have been
 * recognised, which a line that is removed would take away.
 */
function bodyOf(desk: Desk, wanted: Wanted, held: HeldOrder | null): Body {
  const { orderLine, recogniseFrom, recogniseTo } = desk.account.options;
  const gone = held?.lines.filter(({ lineId }) => !wanted.lines.some((line) => line.lineId === lineId)) ?? [];
  const items = wanted.lines.map((line): Body => {
    const before = held?.lines.find(({ lineId }) => lineId === line.lineId);
    return {
      ...(before && { line: exactNumber(before.line) }),
      item: ref(line.item),
      quantity: exactNumber(line.quantity),
      rate: exactNumber(line.rate),
      amount: exactNumber(line.amount),
      [recogniseFrom]: line.start,
      [recogniseTo]: line.end,
      department: ref(line.department),
      class: ref(line.class),
      location: ref(line.location),
      isClosed: false,
      [orderLine]: line.lineId,
    };
  });
  const parties = {
    entity: ref(wanted.entity),
    subsidiary: ref(wanted.subsidiary),
    currency: ref(wanted.currency),
  };
  return {
    ...(held === null && parties),
    tranDate: wanted.date,
    item: { items: [...items, ...gone.map(closing)] },
  };
}

function done(made: Made, httpStatus: number | null): Applied<Made> {
  return {
    result: { id: made.id, number: made.number },
    object: 'salesorder',
    externalId: made.id,
    found: httpStatus === null,
    httpStatus,
  };
}

/**
 * Makes an order under its external id, or sets its lines (class B: PUT by external id with all lines). It is read first: a line that goes on
 * keeps its number and with it its revenue, and an order that is already as wanted is left alone. An order of another customer, legal
 * entity or currency is refused, because these cannot be changed.
 */
export function putOrder(desk: Desk): Ledger['putOrder'] {
  const { client, orders } = desk;
  const refuse = (path: string) =>
    client.http.problem('SOURCE_REJECTED', `the order is there already with another ${path}`, {
      path,
      outcome: 'NOT_APPLIED',
    });
  return {
    name: 'order.put',
    class: 'B',
    keyLifetimeMs: null,
    perform: async (order, options) => {
      const { externalId } = order;
      const [wanted, held] = await given(
        'NOT_APPLIED',
        Promise.all([wantedOf(desk, order, options), heldOrder(desk, externalId, options)]),
      );
      if (held !== null) {
        if (held.entity !== wanted.entity) throw refuse('customer');
        if (held.subsidiary !== wanted.subsidiary) throw refuse('legalEntity');
        if (held.currency !== wanted.currency) throw refuse('currency');
        if (isAs(held, wanted)) return done(held, null);
      }
      const body = bodyOf(desk, wanted, held);
      const { status } = await orders.write(
        { method: 'PUT', key: { externalId }, body, replace: 'item' },
        options,
      );
      return done(held ?? (await madeOrder(desk, externalId, options)), status);
    },
  };
}

/** Id and number of an order that was made just now: the answer has no body. */
async function madeOrder(desk: Desk, externalId: string, options: WriteOptions): Promise<Made> {
  const made = await given('UNKNOWN', heldOrder(desk, externalId, options));
  if (made) return made;
  throw desk.client.http.problem('SOURCE_DRIFTED', 'the order was made and is not there', {
    outcome: 'UNKNOWN',
  });
}

/** Closes every line of an order (class B); what was never billed is then worth nothing. Throws NOT_FOUND when there is no such order. */
export function closeOrder(desk: Desk): Operation<{ readonly externalId: string }, Made> {
  return {
    name: 'order.close',
    class: 'B',
    keyLifetimeMs: null,
    perform: async ({ externalId }, options) => {
      const held = await given('NOT_APPLIED', heldOrder(desk, externalId, options));
      if (held === null)
        throw desk.client.http.problem('NOT_FOUND', 'there is no such order to be closed', {
          outcome: 'NOT_APPLIED',
        });
      const open = held.lines.filter(({ closed }) => !closed);
      if (open.length === 0) return done(held, null);
      const items = open.map(closing);
      const { status } = await desk.orders.write(
        { method: 'PATCH', key: { id: held.id }, body: { item: { items } } },
        options,
      );
      return done(held, status);
    },
  };
}

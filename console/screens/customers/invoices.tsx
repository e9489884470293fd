import { Group, Select } from '@mantine/core';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { useMe } from '../../client/rights.ts';
import { CustomerInvoicesDocument, type CustomerInvoicesQuery } from '../../generated/graphql.ts';
import { useAddress } from '../../parts/address.ts';
import { useReread } from '../../parts/again.ts';
import { Empty } from '../../parts/empty.tsx';
import { To } from '../../parts/link.tsx';
import { Money } from '../../parts/money.tsx';
import { Paged } from '../../parts/paged.tsx';
import { usePages } from '../../parts/pages.ts';
import type { Column } from '../../parts/rows.tsx';
import { Status } from '../../parts/status.tsx';
import { words } from '../../words/customers.ts';
import { term } from '../../words/terms.ts';
import { pageOf } from '../../parts/paths.ts';
import type { Part } from './about.ts';

const say = words.customer.invoices;
type Invoice = NonNullable<
  NonNullable<CustomerInvoicesQuery['customer']>['invoices']
>['edges'][number]['node'];
const statuses = [
  'OVERDUE',
  'POSTED',
  'PARTIALLY_PAID',
  'PAID',
  'DRAFT',
  'ISSUED',
  'VOID',
  'UNCOLLECTIBLE',
] as const;

const columnsFor = (amounts: boolean): readonly Column<Invoice>[] => [
  {
    name: 'number',
    title: say.number,
    width: 'minmax(130px, 1fr)',
    cell: ({ id, number }) => <To to={pageOf.record(id)}>{number ?? id}</To>,
  },
  {
    name: 'status',
    title: say.status,
    width: '140px',
    cell: ({ status }) => (status ? <Status value={status} /> : '–'),
  },
  { name: 'issued', title: say.issued, width: '110px', cell: ({ issueDate }) => issueDate ?? '–' },
  { name: 'due', title: say.due, width: '110px', cell: ({ dueDate }) => dueDate ?? '–' },
  {
    name: 'aging',
    title: say.aging,
    width: '130px',
    cell: ({ agingBucket }) => (agingBucket ? term(agingBucket) : ''),
  },
  ...(amounts
    ? ([
        {
          name: 'total',
          title: say.total,
          width: '150px',
          align: 'right',
          cell: ({ total }) => <Money value={total} />,
        },
        {
          name: 'balance',
          title: say.balance,
          width: '150px',
          align: 'right',
          cell: ({ balance }) => <Money value={balance} strong />,
        },
      ] as const satisfies readonly Column<Invoice>[])
    : []),
];

/** What the customer was asked to pay. */
export function Invoices({ id, beat }: Part) {
  const { can } = useMe();
  const { get, set } = useAddress();
  const navigate = useNavigate();
  const amounts = can('Invoice.total');
  const columns = useMemo(() => columnsFor(amounts), [amounts]);
  const status = statuses.find((name) => name === get('invoice'));
  const pages = usePages(
    CustomerInvoicesDocument,
    { id, amounts, status: status ? [status] : null },
    ({ customer }) => customer?.invoices,
  );
  useReread(beat, pages.again);
  return (
    <>
      <Group>
        <Select
          size="xs"
          w={200}
          label={say.filter}
          placeholder={say.all}
          data={statuses.map((value) => ({ value, label: term(value) }))}
          value={status ?? null}
          onChange={(value) => set({ invoice: value })}
          clearable
        />
      </Group>
      <Paged
        label={say.label}
        columns={columns}
        pages={pages}
        onOpen={(each) => void navigate(pageOf.record(each.id))}
        empty={<Empty title={say.empty} next={say.emptyNext} />}
      />
    </>
  );
}

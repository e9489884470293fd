import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { useMe } from '../../client/rights.ts';
import { CustomerPaymentsDocument, type CustomerPaymentsQuery } from '../../generated/graphql.ts';
import { useReread } from '../../parts/again.ts';
import { Empty } from '../../parts/empty.tsx';
import { To } from '../../parts/link.tsx';
import { Money } from '../../parts/money.tsx';
import { Paged } from '../../parts/paged.tsx';
import { usePages } from '../../parts/pages.ts';
import type { Column } from '../../parts/rows.tsx';
import { Status } from '../../parts/status.tsx';
import { words } from '../../words/customers.ts';
import { pageOf } from '../../parts/paths.ts';
import type { Part } from './about.ts';

const say = words.customer.payments;
type Payment = NonNullable<
  NonNullable<CustomerPaymentsQuery['customer']>['payments']
>['edges'][number]['node'];

const columnsFor = (amounts: boolean, failure: boolean): readonly Column<Payment>[] => [
  {
    name: 'received',
    title: say.received,
    width: 'minmax(120px, 1fr)',
    cell: ({ id, receivedAt }) => <To to={pageOf.record(id)}>{receivedAt?.slice(0, 10) ?? id}</To>,
  },
  {
    name: 'status',
    title: say.status,
    width: '150px',
    cell: ({ status }) => (status ? <Status value={status} /> : '–'),
  },
  ...(amounts
    ? ([
        { name: 'method', title: say.method, width: '140px', cell: ({ method }) => method ?? '–' },
        {
          name: 'amount',
          title: say.amount,
          width: '150px',
          align: 'right',
          cell: ({ amount }) => <Money value={amount} />,
        },
        {
          name: 'unapplied',
          title: say.unapplied,
          width: '150px',
          align: 'right',
          cell: ({ unapplied }) => <Money value={unapplied} />,
        },
      ] as const satisfies readonly Column<Payment>[])
    : []),
  ...(failure
    ? [
        {
          name: 'failure',
          title: say.failure,
          width: 'minmax(160px, 1.5fr)',
          cell: (payment: Payment) => payment.failure?.message ?? '',
        },
      ]
    : []),
];

/** What the customer has paid, or tried to. */
export function Payments({ id, beat }: Part) {
  const { can } = useMe();
  const navigate = useNavigate();
  const [amounts, failure] = [can('Payment.amount'), can('Payment.failure')];
  const columns = useMemo(() => columnsFor(amounts, failure), [amounts, failure]);
  const pages = usePages(
    CustomerPaymentsDocument,
    { id, amounts, failure },
    ({ customer }) => customer?.payments,
  );
  useReread(beat, pages.again);
  return (
    <Paged
      label={say.label}
      columns={columns}
      pages={pages}
      onOpen={(each) => void navigate(pageOf.record(each.id))}
      empty={<Empty title={say.empty} next={say.emptyNext} />}
    />
  );
}

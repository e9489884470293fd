import { SegmentedControl } from '@mantine/core';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { useMe } from '../../client/rights.ts';
import { CustomerCasesDocument, type CustomerCasesQuery } from '../../generated/graphql.ts';
import { useAddress } from '../../parts/address.ts';
import { useReread } from '../../parts/again.ts';
import { Empty } from '../../parts/empty.tsx';
import { To } from '../../parts/link.tsx';
import { Paged } from '../../parts/paged.tsx';
import { usePages } from '../../parts/pages.ts';
import type { Column } from '../../parts/rows.tsx';
import { Status } from '../../parts/status.tsx';
import { When } from '../../parts/when.tsx';
import { words } from '../../words/customers.ts';
import { pageOf } from '../../parts/paths.ts';
import type { Part } from './about.ts';

const say = words.customer.cases;
type Case = NonNullable<NonNullable<CustomerCasesQuery['customer']>['cases']>['edges'][number]['node'];

const columnsFor = (subject: boolean): readonly Column<Case>[] => [
  {
    name: 'number',
    title: say.number,
    width: '120px',
    cell: ({ id, number }) => <To to={pageOf.record(id)}>{number ?? id}</To>,
  },
  {
    name: 'priority',
    title: say.priority,
    width: '90px',
    cell: ({ priority }) => (priority ? <Status value={priority} /> : '–'),
  },
  {
    name: 'status',
    title: say.status,
    width: '110px',
    cell: ({ status }) => (status ? <Status value={status} /> : '–'),
  },
  ...(subject
    ? [
        {
          name: 'subject',
          title: say.subject,
          width: 'minmax(200px, 2fr)',
          cell: (each: Case) => each.subject ?? '–',
        },
      ]
    : []),
  {
    name: 'escalated',
    title: say.escalated,
    width: '100px',
    cell: ({ escalated }) => (escalated ? <Status value={say.escalated} as="bad" /> : ''),
  },
  {
    name: 'contact',
    title: say.contact,
    width: 'minmax(120px, 1fr)',
    cell: ({ contact }) => contact?.name ?? '–',
  },
  { name: 'changed', title: say.changed, width: '110px', cell: ({ updatedAt }) => <When at={updatedAt} /> },
];

/** What the customer has asked support for. */
export function Cases({ id, beat }: Part) {
  const { can } = useMe();
  const { get, set } = useAddress();
  const navigate = useNavigate();
  const subject = can('SupportCase.subject');
  const columns = useMemo(() => columnsFor(subject), [subject]);
  const which = get('cases') === 'open' || get('cases') === 'closed' ? get('cases') : 'all';
  const pages = usePages(
    CustomerCasesDocument,
    { id, subject, open: which === 'all' ? null : which === 'open' },
    ({ customer }) => customer?.cases,
  );
  useReread(beat, pages.again);
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label={say.which}
        style={{ alignSelf: 'flex-start' }}
        data={[
          { value: 'all', label: say.all },
          { value: 'open', label: say.open },
          { value: 'closed', label: say.closed },
        ]}
        value={which}
        onChange={(value) => set({ cases: value === 'all' ? null : value })}
      />
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

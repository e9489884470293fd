import { CustomerContactsDocument, type CustomerContactsQuery } from '../../generated/graphql.ts';
import { useReread } from '../../parts/again.ts';
import { Empty } from '../../parts/empty.tsx';
import { Outside } from '../../parts/outside.tsx';
import { Paged } from '../../parts/paged.tsx';
import { usePages } from '../../parts/pages.ts';
import type { Column } from '../../parts/rows.tsx';
import { words } from '../../words/customers.ts';
import { words as origin } from '../../words/origin.ts';
import { term } from '../../words/terms.ts';
import type { Part } from './about.ts';

const say = words.customer.contacts;
type Contact = NonNullable<
  NonNullable<CustomerContactsQuery['customer']>['contacts']
>['edges'][number]['node'];

const columns: readonly Column<Contact>[] = [
  { name: 'name', title: say.name, width: 'minmax(160px, 1fr)', cell: ({ name }) => name ?? '–' },
  { name: 'email', title: say.email, width: 'minmax(200px, 1.4fr)', cell: ({ email }) => email ?? '–' },
  { name: 'role', title: say.role, width: 'minmax(120px, 1fr)', cell: ({ role }) => role ?? '–' },
  {
    name: 'where',
    title: say.where,
    width: 'minmax(160px, 1fr)',
    cell: ({ externalRefs }) =>
      externalRefs.map(({ instance, externalId, url }, index) => {
        const system = instance === null ? origin.refs.gone : term(instance.name);
        return (
          <span key={`${instance?.id} ${externalId}`}>
            {index > 0 && ', '}
            <Outside url={url} label={origin.refs.open(system, externalId)}>
              {system}
            </Outside>
          </span>
        );
      }),
  },
];

/** Whom one speaks to there. */
export function Contacts({ id, beat }: Part) {
  const pages = usePages(CustomerContactsDocument, { id }, ({ customer }) => customer?.contacts);
  useReread(beat, pages.again);
  return (
    <Paged
      label={say.label}
      columns={columns}
      pages={pages}
      empty={<Empty title={say.empty} next={say.emptyNext} />}
    />
  );
}

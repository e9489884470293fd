import { Button, Text, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { useFetch } from '../../client/ask.ts';
import { useMe } from '../../client/rights.ts';
import {
  CustomersExactDocument,
  CustomersListDocument,
  type CustomersListQuery,
  FindByIdDocument,
} from '../../generated/graphql.ts';
import { useAddress } from '../../parts/address.ts';
import { Empty } from '../../parts/empty.tsx';
import { isId } from '../../parts/id.ts';
import { To } from '../../parts/link.tsx';
import { Money } from '../../parts/money.tsx';
import { useKept } from '../../parts/often.ts';
import { usePages } from '../../parts/pages.ts';
import { pageOf, pathOf } from '../../parts/paths.ts';
import { type Column, Rows } from '../../parts/rows.tsx';
import { Status } from '../../parts/status.tsx';
import { Troubles } from '../../parts/troubles.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { words } from '../../words/customers.ts';
import { filterNames, filterOf, orderOf, type Sight, sightOf } from './filter.ts';
import { Filters } from './filters.tsx';

type Row = CustomersListQuery['customers']['edges'][number]['node'];
const say = words.list;

function columnsFor(sight: Sight): readonly Column<Row>[] {
  const amounts: readonly Column<Row>[] = [
    {
      name: 'arr',
      title: say.arr,
      width: '130px',
      align: 'right',
      cell: ({ rollup }) => (
        <Tooltip label={say.arrHint(rollup?.customers ?? 1)} disabled={(rollup?.customers ?? 1) < 2}>
          <span>
            <Money value={rollup?.arr} />
          </span>
        </Tooltip>
      ),
    },
    {
      name: 'open',
      title: say.openAr,
      width: '125px',
      align: 'right',
      cell: ({ id, balances }) => (
        <To to={pageOf.customer(id, { tab: 'invoices' })} c="inherit">
          <Money value={balances?.open} />
        </To>
      ),
    },
  ];
  const health: readonly Column<Row>[] = [
    {
      name: 'overdue',
      title: say.overdue,
      width: '68px',
      align: 'right',
      cell: ({ id, health: state }) =>
        state && state.overdueDays > 0 ? (
          <To to={pageOf.customer(id, { tab: 'invoices', invoice: 'OVERDUE' })} c="inherit">
            {say.days(state.overdueDays)}
          </To>
        ) : (
          ''
        ),
    },
    {
      name: 'p1',
      title: say.p1,
      width: '64px',
      align: 'right',
      cell: ({ id, health: state }) =>
        state && state.openP1 > 0 ? (
          <To to={pageOf.customer(id, { tab: 'cases', cases: 'open' })} c="inherit">
            {state.openP1}
          </To>
        ) : (
          ''
        ),
    },
    {
      name: 'renewal',
      title: say.renewal,
      width: '92px',
      cell: ({ health: state }) => state?.renewalDate ?? '–',
    },
    {
      name: 'risk',
      title: say.risk,
      width: '80px',
      cell: ({ health: state }) => (state ? <Status value={state.risk} as={riskTone[state.risk]} /> : '–'),
    },
    {
      name: 'why',
      title: say.why,
      width: 'minmax(150px, 1.4fr)',
      cell: ({ health: state }) => (
        <Text span size="xs" c="dimmed" title={state?.reasons.join('; ')}>
          {state?.reasons.join('; ')}
        </Text>
      ),
    },
  ];
  return [
    {
      name: 'name',
      title: say.name,
      width: 'minmax(180px, 1.6fr)',
      cell: ({ id, name }) => (
        <To to={pageOf.customer(id)} c="inherit" fw={600}>
          {name ?? id}
        </To>
      ),
    },
    {
      name: 'status',
      title: say.status,
      width: '100px',
      cell: ({ status }) => (status ? <Status value={status} /> : '–'),
    },
    { name: 'entity', title: say.entity, width: '54px', cell: ({ legalEntity }) => legalEntity?.code ?? '–' },
    ...(sight.amounts ? amounts : []),
    ...(sight.health ? health : []),
    ...(sight.health
      ? []
      : [
          {
            name: 'segment',
            title: words.customer.facts.segment,
            width: 'minmax(120px, 1fr)',
            cell: ({ segment }: Row) => segment ?? '–',
          },
        ]),
  ];
}

const riskTone = { LOW: 'good', MEDIUM: 'warn', HIGH: 'bad' } as const;

/** Leads to the record that has exactly this id, of the hub or of a vendor; says whether there is one. */
function useExact(): (text: string) => Promise<void> {
  const navigate = useNavigate();
  const byId = useFetch(FindByIdDocument);
  const search = useFetch(CustomersExactDocument);
  return async (text) => {
    if (text === '') return;
    if (isId(text)) {
      const node = (await byId({ id: text })).data?.node;
      const path = node ? pathOf(node.__typename, node.id) : null;
      if (path !== null) void navigate(path);
      else notifications.show({ message: words.filter.noExact, autoClose: 4_000 });
      return;
    }
    const found = (await search({ text })).data?.customers.edges ?? [];
    const exact = found.filter(({ node }) =>
      node.externalRefs.some(({ externalId }) => externalId.toLowerCase() === text.toLowerCase()),
    );
    const one = exact.length === 1 ? exact[0] : found.length === 1 ? found[0] : undefined;
    if (one) void navigate(pageOf.customer(one.node.id));
  };
}

/** All customers, as the filters of the address have them. */
export function CustomerList() {
  const { can } = useMe();
  const address = useAddress();
  const navigate = useNavigate();
  const exact = useExact();
  const sight = useMemo(() => sightOf(can), [can]);
  const columns = useMemo(() => columnsFor(sight), [sight]);
  const filter = filterOf(address, sight);
  const pages = usePages(
    CustomersListDocument,
    { filter, orderBy: [orderOf(address, sight)], amounts: sight.amounts, health: sight.health },
    ({ customers }) => customers,
  );
  const filtered = Object.keys(filter).length > 0;
  // What fitted before stays until it is known what fits now. Without a total nothing is known yet.
  const shown = useKept(pages.total === null ? undefined : pages.rows, 'customers') ?? [];
  return (
    <>
      <Filters sight={sight} onEnter={(text) => void exact(text)} />
      <Troubles
        troubles={pages.troubles}
        whole={pages.rows.length === 0 && pages.troubles.length > 0}
        again={pages.again}
      />
      {pages.loading && shown.length === 0 && <Waiting lines={12} />}
      {shown.length > 0 && (
        <div aria-busy={pages.loading} style={{ opacity: pages.loading ? 0.6 : 1 }}>
          <Rows
            label={say.label}
            columns={columns}
            rows={shown}
            idOf={({ id }) => id}
            onOpen={({ id }) => void navigate(pageOf.customer(id))}
            total={pages.total}
            more={pages.more}
            rowHeight={38}
            height="calc(100vh - 270px)"
            empty={null}
          />
        </div>
      )}
      {!pages.loading && pages.troubles.length === 0 && shown.length === 0 && (
        <Empty
          title={filtered ? say.empty : say.none}
          next={
            filtered ? (
              <>
                <p>{say.emptyNext}</p>
                <Button
                  size="xs"
                  variant="default"
                  onClick={() => address.set(Object.fromEntries(filterNames.map((name) => [name, null])))}
                >
                  {say.clear}
                </Button>
              </>
            ) : (
              say.noneNext
            )
          }
        />
      )}
    </>
  );
}

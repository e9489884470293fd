import { useAsk } from '../../client/ask.ts';
import { useStream } from '../../client/follow.ts';
import { useMe } from '../../client/rights.ts';
import {
  ExceptionFollowDocument,
  ExceptionGroupsDocument,
  type ExceptionFilter,
  type ExceptionGroupsQuery,
} from '../../generated/graphql.ts';
import { useAddress } from '../../parts/address.ts';
import { Empty } from '../../parts/empty.tsx';
import { Money } from '../../parts/money.tsx';
import { useOften } from '../../parts/often.ts';
import { type Column, Rows } from '../../parts/rows.tsx';
import { Status } from '../../parts/status.tsx';
import { Troubles } from '../../parts/troubles.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { When } from '../../parts/when.tsx';
import { words } from '../../words/exceptions.ts';
import { causeOf } from './cause.ts';

type Group = ExceptionGroupsQuery['exceptionGroups'][number];

const columns = (amounts: boolean): readonly Column<Group>[] => [
  {
    name: 'cause',
    title: words.causes.cause,
    width: 'minmax(280px, 3fr)',
    cell: ({ rootCauseKey, sample }) => (
      <span className="lines">
        <strong title={rootCauseKey}>{causeOf(rootCauseKey)}</strong>
        <span title={sample?.message}>{sample?.message}</span>
      </span>
    ),
  },
  {
    name: 'worst',
    title: words.causes.worst,
    width: '100px',
    cell: ({ sample }) => sample && <Status value={sample.severity} />,
  },
  {
    name: 'count',
    title: words.causes.count,
    width: '90px',
    align: 'right',
    cell: ({ count }) => <span className="number">{count}</span>,
  },
  {
    name: 'customers',
    title: words.causes.customers,
    width: '90px',
    align: 'right',
    cell: ({ sample }) => <span className="number">{sample?.customersAffected}</span>,
  },
  ...(amounts
    ? [
        {
          name: 'money',
          title: words.list.money,
          width: '140px',
          align: 'right' as const,
          cell: ({ moneyAtRisk }: Group) => <Money value={moneyAtRisk} />,
        },
      ]
    : []),
  {
    name: 'first',
    title: words.causes.first,
    width: '110px',
    cell: ({ firstOpenedAt }) => <When at={firstOpenedAt} />,
  },
  {
    name: 'last',
    title: words.causes.last,
    width: '110px',
    cell: ({ lastOpenedAt }) => <When at={lastOpenedAt} />,
  },
];

/** What many exceptions have in common, what most is at risk of first; a cause leads to its exceptions. */
export function Causes({ filter, amounts }: { readonly filter: ExceptionFilter; readonly amounts: boolean }) {
  const { set } = useAddress();
  const { can } = useMe();
  const { data, loading, troubles, again } = useAsk(ExceptionGroupsDocument, { filter, amounts });
  const soon = useOften(again);
  useStream(
    ExceptionFollowDocument,
    { process: filter.process ?? null },
    { pause: !can('Subscription.exceptionChanged'), changes: soon, restarted: soon },
  );
  if (loading) return <Waiting />;
  return (
    <>
      <Troubles troubles={troubles} whole={!data} again={again} />
      <Rows
        label={words.causes.title}
        columns={columns(amounts)}
        rows={data?.exceptionGroups ?? []}
        idOf={({ rootCauseKey }) => rootCauseKey}
        onOpen={({ rootCauseKey }) => set({ tab: 'open', rootCauseKey }, true)}
        rowHeight={52}
        height="calc(100vh - 300px)"
        empty={<Empty title={words.empty.open} next={words.empty.causesNext} />}
      />
    </>
  );
}

import { Group, Select, Stack, Tabs, Text } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { useNavigate } from 'react-router';
import { useStream } from '../../client/follow.ts';
import { useMe } from '../../client/rights.ts';
import {
  type ApprovalKind,
  ApprovalsChangedDocument,
  ApprovalsListDocument,
  type ApprovalStatus,
  type WaitingFragment,
} from '../../generated/graphql.ts';
import { useAddress } from '../../parts/address.ts';
import { Empty } from '../../parts/empty.tsx';
import { To } from '../../parts/link.tsx';
import { usePages } from '../../parts/pages.ts';
import { pageOf } from '../../parts/paths.ts';
import { Refused } from '../../parts/refused.tsx';
import { type Column, Rows } from '../../parts/rows.tsx';
import { Screen } from '../../parts/screen.tsx';
import { Status } from '../../parts/status.tsx';
import { Troubles } from '../../parts/troubles.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { When } from '../../parts/when.tsx';
import { words } from '../../words/approvals.ts';
import { words as shell } from '../../words/shell.ts';
import { term } from '../../words/terms.ts';
import { Amount } from './amount.tsx';
import { whyNotDecide } from './may.ts';
import { titleOf } from './title.ts';

const { list: say } = words;

const tabs = ['mine', 'waiting', 'decided'] as const;
type Tab = (typeof tabs)[number];

const over: ApprovalStatus[] = ['APPROVED', 'REJECTED', 'EXPIRED', 'CANCELLED'];
const kinds = Object.keys(words.kinds) as ApprovalKind[];

/** What waits for somebody else's consent, and what became of it. */
export function Approvals() {
  const { can } = useMe();
  return <Screen title={say.title}>{can('Query.approvals') ? <Lists /> : <Refused />}</Screen>;
}

function Lists() {
  const { get, set } = useAddress();
  const tab = tabs.find((each) => each === get('tab')) ?? 'mine';
  const kind = kinds.find((each) => each === get('kind')) ?? null;
  return (
    <Tabs value={tab} onChange={(value) => set({ tab: value === 'mine' ? null : value })} keepMounted={false}>
      <Group justify="space-between" mb="sm" align="flex-end">
        <Tabs.List aria-label={say.tabs}>
          {tabs.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {say[each]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Select
          size="xs"
          w={260}
          aria-label={say.kind}
          placeholder={say.allKinds}
          data={kinds.map((each) => ({ value: each, label: words.kinds[each] }))}
          value={kind}
          onChange={(value) => set({ kind: value })}
          clearable
        />
      </Group>
      {tabs.map((each) => (
        <Tabs.Panel key={each} value={each}>
          {each === tab && <List tab={tab} kind={kind} />}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

/** Two lines of a cell, the second one less. */
function Two({ first, second }: { readonly first: ReactNode; readonly second: ReactNode }) {
  return (
    <Stack gap={0}>
      <Text size="sm" truncate>
        {first}
      </Text>
      <Text size="xs" c="dimmed" truncate>
        {second}
      </Text>
    </Stack>
  );
}

const columnsFor = (tab: Tab, me: string): readonly Column<WaitingFragment>[] => [
  {
    name: 'what',
    title: say.what,
    width: 'minmax(260px, 3fr)',
    cell: (row) => (
      <Two first={<To to={pageOf.approval(row.id)}>{titleOf(row)}</To>} second={words.kinds[row.kind]} />
    ),
  },
  ...(tab === 'decided'
    ? [
        {
          name: 'status',
          title: say.status,
          width: '110px',
          cell: ({ status }: WaitingFragment) => <Status value={status} />,
        },
      ]
    : []),
  {
    name: 'amount',
    title: say.amount,
    width: '210px',
    align: 'right',
    cell: ({ shown }) => <Amount shown={shown} />,
  },
  {
    name: 'by',
    title: say.by,
    width: '180px',
    cell: ({ requestedBy }) =>
      `${requestedBy.name ?? shell.session.nameless}${requestedBy.id === me ? ` ${say.you}` : ''}`,
  },
  { name: 'since', title: say.since, width: '100px', cell: ({ requestedAt }) => <When at={requestedAt} /> },
  tab === 'decided'
    ? {
        name: 'decidedAt',
        title: say.decidedAt,
        width: '100px',
        cell: ({ decidedAt }) => decidedAt !== null && <When at={decidedAt} />,
      }
    : {
        name: 'expires',
        title: say.expires,
        width: '100px',
        cell: ({ expiresAt }) => <When at={expiresAt} />,
      },
  {
    name: 'rule',
    title: say.rule,
    width: 'minmax(220px, 2fr)',
    cell: ({ rule }) => <Two first={rule.name} second={rule.approverRoles.map(term).join(', ')} />,
  },
];

function List({ tab, kind }: { readonly tab: Tab; readonly kind: ApprovalKind | null }) {
  const me = useMe();
  const amendments = me.can('Amendment.type');
  const navigate = useNavigate();
  const fits = ({ status, kind: of }: WaitingFragment): boolean =>
    (tab === 'decided') === (status !== 'PENDING') && (kind === null || of === kind);
  const pages = usePages(
    ApprovalsListDocument,
    {
      status: tab === 'decided' ? over : ['PENDING'],
      kind: kind === null ? null : [kind],
      mine: tab === 'mine' ? true : null,
      amendments,
    },
    (data) => data.approvals,
  );
  const { rows, more, again, patch } = pages;
  useStream(
    ApprovalsChangedDocument,
    { amendments },
    {
      changes: (changes) =>
        patch((before) => {
          let next = before;
          for (const { node } of changes) {
            if (node?.__typename !== 'Approval') continue;
            const at = next.findIndex(({ id }) => id === node.id);
            const without = next.filter(({ id }) => id !== node.id);
            next = fits(node)
              ? [...without.slice(0, Math.max(0, at)), node, ...without.slice(Math.max(0, at))]
              : without;
          }
          return next;
        }),
      restarted: again,
      pause: !me.can('Subscription.approvalChanged'),
    },
  );
  // Of what the hub counts as somebody's own are also the own requests, which others decide.
  const shown = tab === 'mine' ? rows.filter((row) => whyNotDecide(me, row) === null) : rows;
  const wanting = shown.length === 0 ? more : null;
  useEffect(() => wanting?.(), [wanting]);
  return (
    <>
      <Troubles troubles={pages.troubles} whole={rows.length === 0 && !pages.loading} again={again} />
      {pages.loading || wanting ? (
        <Waiting />
      ) : (
        <Rows
          label={say[tab]}
          columns={columnsFor(tab, me.id)}
          rows={shown}
          idOf={({ id }) => id}
          onOpen={({ id }) => void navigate(pageOf.approval(id))}
          total={tab === 'mine' ? null : pages.total}
          more={more}
          rowHeight={52}
          empty={<Empty title={say.none[tab]} next={say.next[tab]} />}
        />
      )}
    </>
  );
}

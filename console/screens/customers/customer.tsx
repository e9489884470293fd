import { Button, Group, ScrollArea, Stack, Tabs, Text, Tooltip } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';
import { Navigate, useLocation, useParams } from 'react-router';
import { useMe } from '../../client/rights.ts';
import { useAddress } from '../../parts/address.ts';
import { useBeat, useReread } from '../../parts/again.ts';
import { Empty } from '../../parts/empty.tsx';
import { relative } from '../../parts/format.ts';
import { To } from '../../parts/link.tsx';
import { useNow } from '../../parts/now.ts';
import { listOf, pageOf } from '../../parts/paths.ts';
import { Screen } from '../../parts/screen.tsx';
import { Status } from '../../parts/status.tsx';
import { StaleNote } from '../../parts/sync.tsx';
import { Troubles } from '../../parts/troubles.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { words } from '../../words/customers.ts';
import { words as common } from '../../words/shell.ts';
import { type About, customerRights, type Customer as Whole, useCustomer } from './about.ts';
import { Cases } from './cases.tsx';
import { Contacts } from './contacts.tsx';
import { Deals } from './deals.tsx';
import { Head } from './head.tsx';
import { Hierarchy } from './hierarchy.tsx';
import { Ids } from './ids.tsx';
import { Invoices } from './invoices.tsx';
import { Overview } from './overview.tsx';
import { Payments } from './payments.tsx';
import { Subscriptions } from './subscriptions.tsx';
import { Timeline } from './timeline.tsx';
import { Work } from './work.tsx';

const say = words.customer;
type TabName = keyof typeof say.tabs;

interface TabOf {
  readonly name: TabName;
  readonly count?: number | null | undefined;
  readonly show: () => ReactNode;
}

function Ask({ about }: { readonly about: About }) {
  return (
    <Tooltip label={say.askHint} multiline maw={320}>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconRefresh size={14} aria-hidden />}
        loading={about.ask === null}
        onClick={() => about.ask?.()}
      >
        {say.ask}
      </Button>
    </Tooltip>
  );
}

function Asked({ at, whole }: { readonly at: number; readonly whole: boolean }) {
  const now = useNow();
  return (
    <Text size="xs" c="dimmed" role="status">
      {say.asked(relative(at, Math.max(now, at)))} {whole && say.askedAll}
    </Text>
  );
}

/** The page of one customer: everything that every system says of it, and how sure that is. */
export function Customer() {
  const { id = '' } = useParams();
  const { can } = useMe();
  const { search } = useLocation();
  const rights = useMemo(() => customerRights(can), [can]);
  const about = useCustomer(id, rights);
  const { customer } = about;
  const beat = useBeat(customer?.id ?? null);
  const { again } = about;
  useReread(beat, again);

  if (customer && customer.id !== id)
    return <Navigate to={`${pageOf.customer(customer.id)}${search}`} replace />;
  if (!customer)
    return (
      <Screen title={words.title}>
        {about.loading ? <Waiting lines={10} /> : <Troubles troubles={about.troubles} whole again={again} />}
        {!about.loading && about.troubles.length === 0 && (
          <Empty title={common.missing.record} next={<To to="/customers">{words.title}</To>} />
        )}
      </Screen>
    );
  const stale = customer.provenance.some((each) => each.stale);
  return (
    <Screen
      title={customer.name ?? say.nameless}
      beside={customer.status && <Status value={customer.status} />}
      actions={
        <>
          {can('Query.lineage') && <To to={pageOf.lineage(customer.id)}>{say.lineage}</To>}
          {can('Query.events') && <To to={listOf.events({ subject: customer.id })}>{say.events}</To>}
          <Ask about={about} />
        </>
      }
    >
      <Troubles troubles={about.troubles} again={again} />
      <StaleNote states={customer.syncStatus} origins={customer.provenance} />
      {about.askedAt !== null && <Asked at={about.askedAt} whole={!stale} />}
      <Head customer={customer} rights={rights} />
      <About360 customer={customer} beat={beat} rights={rights} can={can} />
    </Screen>
  );
}

function About360({
  customer,
  beat,
  rights,
  can,
}: {
  readonly customer: Whole;
  readonly beat: number;
  readonly rights: ReturnType<typeof customerRights>;
  readonly can: (field: string) => boolean;
}) {
  const { get, set } = useAddress();
  const part = { id: customer.id, beat };
  const all: readonly (TabOf | false)[] = [
    { name: 'overview', show: () => <Overview customer={customer} rights={rights} beat={beat} /> },
    rights.billing && {
      name: 'subscriptions',
      count: customer.subscriptions?.totalCount,
      show: () => <Subscriptions {...part} />,
    },
    rights.billing && {
      name: 'invoices',
      count: customer.invoices?.totalCount,
      show: () => <Invoices {...part} />,
    },
    rights.payments && {
      name: 'payments',
      count: customer.payments?.totalCount,
      show: () => <Payments {...part} />,
    },
    rights.support && { name: 'cases', count: customer.cases?.totalCount, show: () => <Cases {...part} /> },
    can('Customer.contacts') && { name: 'contacts', show: () => <Contacts {...part} /> },
    (can('Customer.contracts') || can('Customer.opportunities')) && {
      name: 'deals',
      show: () => <Deals {...part} />,
    },
    { name: 'hierarchy', show: () => <Hierarchy {...part} /> },
    { name: 'timeline', show: () => <Timeline {...part} /> },
    { name: 'work', count: customer.exceptions?.totalCount || null, show: () => <Work {...part} /> },
    { name: 'ids', show: () => <Ids customer={customer} beat={beat} /> },
  ];
  const tabs = all.filter((tab): tab is TabOf => tab !== false);
  const shown = tabs.find(({ name }) => name === get('tab')) ?? tabs[0]!;
  return (
    <Tabs
      value={shown.name}
      onChange={(name) => set({ tab: name === 'overview' ? null : name }, true)}
      keepMounted={false}
    >
      <ScrollArea type="auto" offsetScrollbars="x" viewportProps={{ tabIndex: -1 }}>
        <Tabs.List aria-label={say.tabsLabel} style={{ flexWrap: 'nowrap' }}>
          {tabs.map(({ name, count }) => (
            <Tabs.Tab key={name} value={name} px="sm">
              <Group gap={6} wrap="nowrap">
                {say.tabs[name]}
                {count != null && (
                  <Text span size="xs" c="dimmed" className="figure">
                    {count}
                  </Text>
                )}
              </Group>
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </ScrollArea>
      <Tabs.Panel value={shown.name} pt="sm">
        <Stack gap="md">{shown.show()}</Stack>
      </Tabs.Panel>
    </Tabs>
  );
}

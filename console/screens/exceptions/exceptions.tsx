import { Button, Group, Tabs, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { useMe } from '../../client/rights.ts';
import type { ExceptionFilter } from '../../generated/graphql.ts';
import { useAddress } from '../../parts/address.ts';
import { Empty } from '../../parts/empty.tsx';
import { decimal, money as written } from '../../parts/format.ts';
import { useScreenKeys } from '../../parts/keys.ts';
import { useMinute } from '../../parts/now.ts';
import { pageOf } from '../../parts/paths.ts';
import { useRange } from '../../parts/range.tsx';
import { Rows } from '../../parts/rows.tsx';
import { Screen } from '../../parts/screen.tsx';
import { useClock } from '../../parts/settings.ts';
import { Troubles } from '../../parts/troubles.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { words } from '../../words/exceptions.ts';
import { Bulk } from './bulk.tsx';
import { Causes } from './causes.tsx';
import { columnsFor } from './columns.tsx';
import './exceptions.css';
import { Export } from './export.tsx';
import { filterOf, narrowing, type Tab, tabOf, tabs } from './filter.ts';
import { Filters } from './filters.tsx';
import { Jobs } from './jobs.tsx';
import { useExceptions } from './list.ts';
import { useRowKeys } from './row-keys.tsx';
import { Views } from './views.tsx';

/** What is listed: from when on it was opened stays as it was when the range was chosen, so that the list does not begin anew each minute. */
function useSince(): string | null {
  const { range, from } = useRange('all');
  const [kept, setKept] = useState({ range, from });
  if (kept.range !== range) setKept({ range, from });
  return kept.range === range ? kept.from : from;
}

/** How many there are and what is at stake, of everything that the filter lets in. */
function Total({
  total,
  money,
}: {
  readonly total: number | null;
  readonly money: { readonly amount: string; readonly currency: string } | null;
}) {
  if (total === null) return null;
  return (
    <Text size="sm" role="status">
      {words.list.total(decimal(String(total)))}
      {money && (
        <>
          {' · '}
          <strong className="number">{written(money)}</strong> {words.list.atRisk}
        </>
      )}
    </Text>
  );
}

const nothing: ReadonlySet<string> = new Set();

/** What is ticked; another filter begins anew, so that nothing is done to what is not listed. */
function useSelection(key: string): readonly [ReadonlySet<string>, (ids: ReadonlySet<string>) => void] {
  const [{ of, ids }, set] = useState({ of: key, ids: nothing });
  return [of === key ? ids : nothing, (next) => set({ of: key, ids: next })];
}

function List({ filter, tab, amounts }: { filter: ExceptionFilter; tab: Tab; amounts: boolean }) {
  const navigate = useNavigate();
  const { get } = useAddress();
  const now = useMinute();
  const utc = useClock() === 'utc';
  const list = useExceptions(filter, tab, amounts);
  const { rows, total, money, loading, troubles, more, came, left, renew, count } = list;
  const [selected, setSelected] = useSelection(JSON.stringify(filter));
  const columns = useMemo(() => columnsFor(tab, { now, utc, amounts }), [tab, now, utc, amounts]);
  const { onKey, dialogue } = useRowKeys(count);
  const teams = useMemo(() => [...new Set(rows.map(({ ownerTeam }) => ownerTeam))].toSorted(), [rows]);
  const narrowed = narrowing.some((name) => get(name) !== '');
  return (
    <>
      <Filters teams={teams} />
      <Group justify="space-between" mih={30}>
        <Group gap="sm">
          <Total total={total} money={money} />
          {came + left > 0 && (
            <Button size="compact-sm" variant="default" onClick={renew}>
              {words.list.news(came, left)}
            </Button>
          )}
        </Group>
        <Group gap="xs">
          <Views />
          <Export filter={filter} amounts={amounts} />
        </Group>
      </Group>
      <Troubles troubles={troubles} whole={rows.length === 0} again={list.again} />
      {tab !== 'resolved' && selected.size > 0 && (
        <Bulk
          filter={filter}
          amounts={amounts}
          rows={rows}
          total={total}
          selected={selected}
          onSelect={setSelected}
          onDone={count}
        />
      )}
      {loading ? (
        <Waiting lines={10} />
      ) : troubles.length === 0 || rows.length > 0 ? (
        <Rows
          label={words.tabs[tab]}
          columns={columns}
          rows={rows}
          idOf={({ id }) => id}
          total={Math.max(total ?? 0, rows.length)}
          more={more}
          rowHeight={52}
          height="calc(100vh - 300px)"
          onOpen={({ id }) => void navigate(pageOf.exception(id))}
          onKey={onKey}
          {...(tab === 'resolved' ? {} : { selected, onSelect: setSelected })}
          empty={
            narrowed ? (
              <Empty title={words.empty.narrowed} next={words.empty.narrowedNext} />
            ) : (
              <Empty title={words.empty[tab]} next={words.empty.next[tab]} />
            )
          }
        />
      ) : null}
      {rows.length > 0 && (
        <Text size="xs" c="dimmed" visibleFrom="sm">
          {words.list.keys}
        </Text>
      )}
      {dialogue}
    </>
  );
}

/** The exceptions workbench: what waits for a person, what is being tried again, what is settled; or all of it by cause. */
export function Exceptions() {
  const address = useAddress();
  const { id: me, can } = useMe();
  const since = useSince();
  const tab = tabOf(address);
  const amounts = can('Exception.moneyAtRisk');
  const filter = filterOf(address, { tab, me, since, amounts });
  useScreenKeys(words.keys);
  return (
    <Screen title={words.title.many} actions={<Jobs />}>
      <Tabs
        value={tab}
        onChange={(next) =>
          address.set({ tab: next === 'open' ? null : next, status: null, retrying: null }, true)
        }
        keepMounted={false}
      >
        <Tabs.List aria-label={words.title.many}>
          {tabs.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {words.tabs[each]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map((each) => (
          <Tabs.Panel key={each} value={each} pt="sm">
            <div className="stack">
              {each === 'causes' ? (
                <>
                  <Filters teams={[]} />
                  <Causes filter={filter} amounts={amounts} />
                </>
              ) : (
                <List key={each} filter={filter} tab={each} amounts={amounts} />
              )}
            </div>
          </Tabs.Panel>
        ))}
      </Tabs>
    </Screen>
  );
}

import { Stack, Tabs } from '@mantine/core';
import { useMe } from '../../client/rights.ts';
import { useAddress } from '../../parts/address.ts';
import { Screen } from '../../parts/screen.tsx';
import { words } from '../../words/customers.ts';
import { CustomerList } from './list.tsx';
import { Matches } from './matches.tsx';

/** Everybody the company does business with; for stewards, who may be one and the same. */
export function Customers() {
  const { can } = useMe();
  const { get, set } = useAddress();
  const matches = can('Query.matchCandidates');
  const tab = matches && get('tab') === 'matches' ? 'matches' : 'list';
  if (!matches)
    return (
      <Screen title={words.title}>
        <CustomerList />
      </Screen>
    );
  return (
    <Screen title={words.title}>
      <Tabs
        value={tab}
        onChange={(value) => set({ tab: value === 'matches' ? value : null }, true)}
        keepMounted={false}
      >
        <Tabs.List mb="sm">
          <Tabs.Tab value="list">{words.tabs.list}</Tabs.Tab>
          <Tabs.Tab value="matches">{words.tabs.matches}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="list">
          <Stack gap="md">
            <CustomerList />
          </Stack>
        </Tabs.Panel>
        <Tabs.Panel value="matches">
          <Stack gap="md">
            <Matches />
          </Stack>
        </Tabs.Panel>
      </Tabs>
    </Screen>
  );
}

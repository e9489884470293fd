import { Tabs, Text } from '@mantine/core';
import { useMe } from '../../client/rights.ts';
import { useAddress } from '../../parts/address.ts';
import { Refused } from '../../parts/refused.tsx';
import { Screen } from '../../parts/screen.tsx';
import { words } from '../../words/audit.ts';
import { BrokenGlass } from './glass.tsx';
import { Trail } from './trail.tsx';

/** The audit trail, and the emergencies in which somebody took all rights. */
export function Audit() {
  const { can } = useMe();
  const { get, set } = useAddress();
  const glass = can('Query.breakGlassGrants');
  const trail = can('Query.audit');
  const tab = get('tab') === 'glass' ? 'glass' : 'trail';
  const shown = (
    <>
      {tab === 'trail' && trail && (
        <>
          <Text size="sm" c="dimmed" mb="sm">
            {words.recorded}
          </Text>
          <Trail />
        </>
      )}
      {tab === 'trail' && !trail && <Refused />}
      {tab === 'glass' && (glass ? <BrokenGlass /> : <Refused />)}
    </>
  );
  return (
    <Screen title={words.title}>
      {glass ? (
        <Tabs
          value={tab}
          onChange={(next) => set({ tab: next === 'trail' ? null : next, entry: null }, true)}
        >
          <Tabs.List aria-label={words.tabs.label} mb="sm">
            <Tabs.Tab value="trail">{words.tabs.trail}</Tabs.Tab>
            <Tabs.Tab value="glass">{words.tabs.glass}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value={tab}>{shown}</Tabs.Panel>
        </Tabs>
      ) : (
        shown
      )}
    </Screen>
  );
}

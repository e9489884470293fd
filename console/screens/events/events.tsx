import { Tabs } from '@mantine/core';
import { useMe } from '../../client/rights.ts';
import { useAddress } from '../../parts/address.ts';
import { Refused } from '../../parts/refused.tsx';
import { Screen } from '../../parts/screen.tsx';
import { words } from '../../words/events.ts';
import { Replays } from '../replays/list.tsx';
import { Letters } from './letters.tsx';
import { Log } from './log.tsx';

/** The event log with its live tail, what could not be taken into it, and the replays of this browser. */
export function Events() {
  const { can } = useMe();
  const { get, set } = useAddress();
  const tabs = [
    { name: 'log', title: words.tabs.log, right: 'Query.events', part: Log },
    { name: 'letters', title: words.tabs.letters, right: 'Query.deadLetters', part: Letters },
    { name: 'replays', title: words.tabs.replays, right: 'Replay.id', part: Replays },
  ].filter(({ right }) => can(right));
  const named = get('tab') === '' ? 'log' : get('tab');
  const shown = tabs.find(({ name }) => name === named);
  return (
    <Screen title={words.title}>
      {tabs.length === 0 ? (
        <Refused />
      ) : (
        <Tabs
          value={named}
          onChange={(tab) => set({ tab: tab === 'log' ? null : tab }, true)}
          keepMounted={false}
        >
          <Tabs.List aria-label={words.tabs.label} mb="sm">
            {tabs.map(({ name, title }) => (
              <Tabs.Tab key={name} value={name}>
                {title}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {shown ? (
            <Tabs.Panel value={shown.name}>
              <shown.part />
            </Tabs.Panel>
          ) : (
            <Refused />
          )}
        </Tabs>
      )}
    </Screen>
  );
}

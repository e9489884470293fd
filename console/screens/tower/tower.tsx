import { Button, SimpleGrid, Stack } from '@mantine/core';
import { IconArrowsMaximize, IconArrowsMinimize } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useMe } from '../../client/rights.ts';
import { useAddress } from '../../parts/address.ts';
import { useBack } from '../../parts/again.ts';
import { To } from '../../parts/link.tsx';
import { Panel } from '../../parts/panel.tsx';
import { listOf } from '../../parts/paths.ts';
import { RangePicker } from '../../parts/range.tsx';
import { Screen } from '../../parts/screen.tsx';
import { SourcesTable } from '../../parts/sources-table.tsx';
import { useSources } from '../../parts/sources.ts';
import { Troubles } from '../../parts/troubles.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { words } from '../../words/tower.ts';
import { Exceptions } from './exceptions.tsx';
import { useNowOf } from './now.ts';
import { Outages } from './outages.tsx';
import { Past, Runs, WaitingFor } from './runs.tsx';
import { useOutages } from './use-outages.ts';
import { Verdict } from './verdict.tsx';

const Rate = lazy(async () => ({ default: (await import('./rate.tsx')).Rate }));

/** Hides the frame, for a screen on the wall, or shows it again. */
function Kiosk() {
  const { get, set } = useAddress();
  const on = get('kiosk') === '1';
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={on ? <IconArrowsMinimize size={14} /> : <IconArrowsMaximize size={14} />}
      title={words.kiosk.hint}
      onClick={() => set({ kiosk: on ? null : '1' }, true)}
    >
      {on ? words.kiosk.leave : words.kiosk.enter}
    </Button>
  );
}

/** Whether anything is wrong now, and what: sources, exceptions, runs, what waits, what happened. */
export function Tower() {
  const { can } = useMe();
  const now = useNowOf();
  const { sources, troubles, again } = useSources();
  const log = can('Query.events');
  const { outages, cut, troubles: logTroubles } = useOutages(sources, !log);
  const waits = now.approvals !== null || now.deadLetters !== null;
  const lacking = [...now.troubles, ...troubles, ...logTroubles];
  const readAll = (): void => {
    now.again();
    again();
  };
  useBack(lacking, readAll);
  return (
    <Screen
      title={words.title}
      actions={
        <>
          <RangePicker />
          <Kiosk />
        </>
      }
    >
      <Troubles troubles={lacking} again={readAll} />
      {(now.exceptions && now.runs && sources) || lacking.length > 0 ? (
        <Verdict now={now} sources={sources ?? []} whole={lacking.length === 0} />
      ) : (
        <Waiting lines={2} />
      )}
      <Panel title={words.sources.title} beside={<To to={listOf.source(null)}>{words.sources.all}</To>}>
        {sources ? <SourcesTable sources={sources} /> : <Waiting lines={4} />}
      </Panel>
      {now.exceptions ? <Exceptions data={now.exceptions} amounts={now.amounts} /> : <Waiting />}
      <SimpleGrid cols={{ base: 1, sm: 2, lg: waits || log ? 3 : 2 }} spacing="md">
        <Runs now={now} />
        <Past now={now} />
        {(waits || log) && (
          <Stack gap="md">
            {waits && <WaitingFor now={now} />}
            {log && <Outages outages={outages} cut={cut} />}
          </Stack>
        )}
      </SimpleGrid>
      {log && can('Subscription.eventAppended') && (
        <Suspense fallback={<Waiting />}>
          <Rate outages={outages ?? []} />
        </Suspense>
      )}
    </Screen>
  );
}

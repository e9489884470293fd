import { Text } from '@mantine/core';
import { useAddress } from '../../parts/address.ts';
import { useBack } from '../../parts/again.ts';
import { Empty } from '../../parts/empty.tsx';
import { To } from '../../parts/link.tsx';
import { useEvery, useOften } from '../../parts/often.ts';
import { Panel } from '../../parts/panel.tsx';
import { listOf } from '../../parts/paths.ts';
import { Screen } from '../../parts/screen.tsx';
import { SourcesTable } from '../../parts/sources-table.tsx';
import { useSources } from '../../parts/sources.ts';
import { Troubles } from '../../parts/troubles.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { words } from '../../words/sources.ts';
import { term } from '../../words/terms.ts';
import { ApartList } from './apart.tsx';
import { Detail, useDetail } from './detail.tsx';
import { useOutOfStep } from './out-of-step.ts';

/** How often the lags of feeds are read, which grow by themselves and are told by no stream. */
const everyMs = 10_000;

/** Every source: how it is, what its account allows, by which ways its changes come, and what is out of step with it. */
export function Sources() {
  const open = useAddress().get('source');
  const { sources, troubles, again } = useSources();
  const detail = useDetail(open);
  const readDetail = (): void => {
    if (open !== '') detail.again();
  };
  useEvery(readDetail, everyMs);
  const soon = useOften(readDetail);
  const { apart, refused } = useOutOfStep(soon);
  useBack([...troubles, ...detail.troubles], () => {
    again();
    readDetail();
  });
  const shown = sources?.find(({ id }) => id === open);
  const name = shown && term(shown.name);
  return (
    <Screen title={words.title}>
      <Troubles troubles={troubles} again={again} whole={!sources && troubles.length > 0} />
      {sources ? <SourcesTable sources={sources} open={open} /> : <Waiting lines={4} />}
      {sources && open === '' && (
        <Text size="sm" c="dimmed">
          {words.detail.choose}
        </Text>
      )}
      {shown && <Detail source={shown} detail={detail} />}
      {sources && open !== '' && !shown && <Empty title={words.detail.unknown} />}
      <Panel
        title={name === undefined ? words.outOfStep.title : words.outOfStep.of(name)}
        beside={name !== undefined && <To to={listOf.source(null)}>{words.outOfStep.all}</To>}
      >
        <ApartList
          apart={shown ? apart?.filter(({ state }) => state.system?.id === shown.id) : apart}
          refused={refused}
        />
      </Panel>
    </Screen>
  );
}

import { Grid, Group, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { lazy, Suspense, useMemo } from 'react';
import { useAsk } from '../../client/ask.ts';
import { useMe } from '../../client/rights.ts';
import { type LineageDirection, LineageGraphDocument } from '../../generated/graphql.ts';
import { useAddress } from '../../parts/address.ts';
import { Empty } from '../../parts/empty.tsx';
import { To } from '../../parts/link.tsx';
import { pageOf } from '../../parts/paths.ts';
import { Screen } from '../../parts/screen.tsx';
import { Troubles } from '../../parts/troubles.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { words } from '../../words/lineage.ts';
import { Details } from './details.tsx';
import { LineageForm } from './form.tsx';
import { distances, type Lineage as Shown, shapeOf, shownOf, startOf } from './shape.ts';
import { LineageTable } from './table.tsx';

// The graph and its layout are heavy; the table needs neither.
const Graph = lazy(async () => ({ default: (await import('./graph.tsx')).Graph }));

const { form: said } = words;
const directions: readonly LineageDirection[] = ['BOTH', 'UPSTREAM', 'DOWNSTREAM'];
const steps = ['1', '2', '3', '5', 'all'] as const;
const usualSteps = '2';

/** How much of the lineage is shown, and as what. */
function Choices() {
  const { get, set } = useAddress();
  const direction = directions.find((each) => each === get('direction')) ?? 'BOTH';
  const hops = steps.find((each) => each === get('hops')) ?? usualSteps;
  return (
    <Group gap="xs">
      <Select
        size="xs"
        w={150}
        aria-label={said.direction}
        data={directions.map((value) => ({ value, label: said.directions[value] }))}
        value={direction}
        onChange={(value) => set({ direction: value === 'BOTH' ? null : value })}
        allowDeselect={false}
      />
      <Select
        size="xs"
        w={140}
        aria-label={said.hops}
        data={steps.map((value) => ({ value, label: value === 'all' ? said.all : said.hop(Number(value)) }))}
        value={hops}
        onChange={(value) => set({ hops: value === usualSteps ? null : value, open: null })}
        allowDeselect={false}
      />
      <SegmentedControl
        size="xs"
        aria-label={said.view}
        value={get('view') === 'table' ? 'table' : 'graph'}
        onChange={(value) => set({ view: value === 'graph' ? null : value })}
        data={(['graph', 'table'] as const).map((value) => ({ value, label: said.views[value] }))}
      />
    </Group>
  );
}

/** A lineage that was found: as a graph or a table, and beside it what was chosen. */
function Found({ lineage }: { readonly lineage: Shown }) {
  const { get, all, set } = useAddress();
  const [id, object, external] = [get('id'), get('object'), get('external')];
  const hops = steps.find((each) => each === get('hops')) ?? usualSteps;
  const opened = all('open').join('\n');
  const shape = useMemo(() => shapeOf(lineage), [lineage]);
  const start = useMemo(() => startOf(lineage, { id, object, external }), [lineage, id, object, external]);
  const away = useMemo(() => distances(shape, start ?? ''), [shape, start]);
  const shown = useMemo(
    () =>
      shownOf(shape, away, hops === 'all' ? Infinity : Number(hops), opened === '' ? [] : opened.split('\n')),
    [shape, away, hops, opened],
  );
  const node = shape.byId.get(get('node')) ?? shape.byId.get(start ?? '');
  const choose = (chosen: string): void => {
    // What is not shown yet is shown with what it is beside.
    const open = shown.has(chosen) ? all('open') : [...all('open'), chosen];
    set({ node: chosen, open });
  };
  const open = (of: string): void => {
    const others = all('open').filter((each) => each !== of);
    set({ open: others.length < all('open').length ? others : [...others, of] });
  };
  const nodes = lineage.nodes.filter((each) => shown.has(each.id));
  return (
    <Stack gap="xs">
      <Group gap="md">
        <Text size="sm">{words.shown(nodes.length, lineage.nodes.length)}</Text>
        {lineage.root && (
          <Text size="sm" component="div">
            {words.root} <To to={pageOf.event(lineage.root.id)}>{lineage.root.type}</To>
          </Text>
        )}
        <Text size="sm" c={lineage.complete ? 'dimmed' : undefined} role="note">
          {lineage.complete ? words.complete : words.incomplete}
        </Text>
      </Group>
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 8 }}>
          {get('view') === 'table' ? (
            <LineageTable
              shape={shape}
              nodes={nodes}
              away={away}
              chosen={node?.id ?? null}
              onChoose={choose}
            />
          ) : (
            <Suspense fallback={<Waiting />}>
              <Graph
                shape={shape}
                edges={lineage.edges}
                shown={shown}
                start={start}
                chosen={node?.id ?? null}
                onChoose={choose}
              />
            </Suspense>
          )}
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          {node ? (
            <Details
              node={node}
              shape={shape}
              shown={shown}
              opened={all('open').includes(node.id)}
              onChoose={choose}
              onOpen={open}
              onStart={(from) =>
                set({ id: from, system: null, object: null, external: null, node: null, open: null }, true)
              }
            />
          ) : (
            <Text size="sm">{words.choose}</Text>
          )}
        </Grid.Col>
      </Grid>
    </Stack>
  );
}

/** Where something comes from and what came of it, through every system. */
export function Lineage() {
  const { can } = useMe();
  const { get } = useAddress();
  const [id, system, object, external] = [get('id'), get('system'), get('object'), get('external')];
  const byRef = system !== '' && object !== '' && external !== '';
  const asked = id !== '' || byRef;
  const direction = directions.find((each) => each === get('direction')) ?? 'BOTH';
  const { data, loading, troubles, again } = useAsk(
    LineageGraphDocument,
    {
      id: id === '' ? null : id,
      externalRef: id === '' && byRef ? { system, object, externalId: external } : null,
      direction,
      hashes: can('LineageNode.payloadHash'),
    },
    !asked,
  );
  const { empty } = words;
  return (
    <Screen title={words.title}>
      <Group justify="space-between" gap="xs">
        <LineageForm />
        {asked && <Choices />}
      </Group>
      <Troubles troubles={troubles} whole={!data?.lineage} again={again} />
      {!asked && <Empty title={empty.title} next={empty.next} />}
      {asked && loading && <Waiting />}
      {asked && data?.lineage === null && troubles.length === 0 && (
        <Empty title={empty.missing} next={empty.missingNext} />
      )}
      {asked && data?.lineage && <Found lineage={data.lineage} />}
    </Screen>
  );
}

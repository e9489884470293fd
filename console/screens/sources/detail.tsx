import { Group, SimpleGrid, Stack } from '@mantine/core';
import { useAsk } from '../../client/ask.ts';
import { useMe } from '../../client/rights.ts';
import { SourceDetailDocument, type SourceNowFragment } from '../../generated/graphql.ts';
import { Copy } from '../../parts/copy.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Facts } from '../../parts/facts.tsx';
import { QuotaBar, quotaName } from '../../parts/health.tsx';
import { To } from '../../parts/link.tsx';
import { Panel } from '../../parts/panel.tsx';
import { listOf } from '../../parts/paths.ts';
import { Troubles } from '../../parts/troubles.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { words } from '../../words/sources.ts';
import { term } from '../../words/terms.ts';
import { FeedsTable } from './feeds.tsx';

/** What is asked for again when it has changed. */
export function useDetail(id: string) {
  const { can } = useMe();
  const inner = can('Feed.error') && can('Feed.cursor');
  const { data, troubles, again } = useAsk(SourceDetailDocument, { id, integration: inner }, id === '');
  return { node: data?.node?.__typename === 'SourceSystem' ? data.node : null, inner, troubles, again };
}

/** One source in full: what it is, its allowances by lane, its feeds. */
export function Detail({
  source,
  detail: { node, inner, troubles, again },
}: {
  readonly source: SourceNowFragment;
  readonly detail: ReturnType<typeof useDetail>;
}) {
  const { can } = useMe();
  const name = term(source.name);
  const say = words.detail;
  return (
    <Stack gap="md">
      <Troubles troubles={troubles} again={again} />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        <Panel
          title={name}
          beside={
            <Group gap="md">
              {can('Query.events') && <To to={listOf.events({ source: source.id })}>{say.told}</To>}
              {can('Query.events') && <To to={listOf.events({ subject: source.id })}>{say.events}</To>}
              {can('Query.deadLetters') && <To to={listOf.deadLetters()}>{say.deadLetters}</To>}
            </Group>
          }
        >
          <Facts
            label={name}
            nameWidth={140}
            facts={[
              { name: say.vendor, value: term(source.vendor) },
              { name: words.columns.kind, value: term(source.kind) },
              { name: words.columns.region, value: source.region },
              {
                name: say.id,
                value: (
                  <>
                    {source.id} <Copy text={source.id} what={say.id} />
                  </>
                ),
              },
              node && {
                name: say.entities,
                value:
                  node.legalEntities.map((each) => each.name ?? each.code ?? each.id).join(', ') ||
                  say.noEntities,
              },
            ]}
          />
        </Panel>
        <Panel title={words.quota.title}>
          {source.quota.length === 0 ? (
            <Empty title={words.quota.none} next={words.quota.noneNext} />
          ) : (
            <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
              {source.quota.map((quota) => (
                <QuotaBar key={quotaName(quota)} quota={quota} />
              ))}
            </SimpleGrid>
          )}
        </Panel>
      </SimpleGrid>
      <Panel title={words.feeds.title}>
        {node ? <FeedsTable source={name} feeds={node.feeds} inner={inner} /> : <Waiting lines={4} />}
      </Panel>
    </Stack>
  );
}

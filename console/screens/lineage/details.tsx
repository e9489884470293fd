import { Anchor, Button, Code, Group, Stack, Text, Title } from '@mantine/core';
import { Copy } from '../../parts/copy.tsx';
import { Facts } from '../../parts/facts.tsx';
import { To } from '../../parts/link.tsx';
import { listOf } from '../../parts/paths.ts';
import { Instant } from '../../parts/when.tsx';
import { words } from '../../words/lineage.ts';
import { term } from '../../words/terms.ts';
import { beside, type LineageEdge, type LineageNode, placeOf, type Shape } from './shape.ts';

/** What is beside something one way, each with how, and a link that chooses it. */
function Neighbours({
  title,
  edges,
  other,
  how,
  shape,
  onChoose,
}: {
  readonly title: string;
  readonly edges: readonly LineageEdge[];
  readonly other: (edge: LineageEdge) => string;
  readonly how: 'on' | 'back';
  readonly shape: Shape;
  readonly onChoose: (id: string) => void;
}) {
  if (edges.length === 0) return null;
  return (
    <div>
      <Title order={3} size="h6" mb={4}>
        {title}
      </Title>
      <Stack gap={4}>
        {edges.map((edge) => {
          const node = shape.byId.get(other(edge));
          if (!node) return null;
          const relation = words.relation(edge.relation);
          return (
            <Text
              size="sm"
              component="div"
              key={`${edge.from} ${edge.relation} ${edge.to}`}
              title={relation.means}
            >
              <Text span size="xs" c="dimmed">
                {relation[how]}{' '}
              </Text>
              <Anchor component="button" type="button" size="sm" ta="left" onClick={() => onChoose(node.id)}>
                {node.label}
              </Anchor>
              {node.system && (
                <Text span size="xs" c="dimmed">
                  {' '}
                  · {term(node.system.name)}
                </Text>
              )}
            </Text>
          );
        })}
      </Stack>
    </div>
  );
}

/** Everything about one thing of a lineage. */
export function Details({
  node,
  shape,
  shown,
  opened,
  onChoose,
  onOpen,
  onStart,
}: {
  readonly node: LineageNode;
  readonly shape: Shape;
  readonly shown: ReadonlySet<string>;
  /** Whether all that is beside it was asked for. */
  readonly opened: boolean;
  readonly onChoose: (id: string) => void;
  readonly onOpen: (id: string) => void;
  readonly onStart: (id: string) => void;
}) {
  const place = placeOf(node);
  const hidden = beside(shape, node.id).filter((id) => !shown.has(id)).length;
  return (
    <Stack gap="sm" component="section" aria-label={words.details}>
      <Title order={2} size="h5" style={{ overflowWrap: 'anywhere' }}>
        {node.label}
      </Title>
      <Group gap="xs">
        {place !== null && <To to={place}>{words.open}</To>}
        {(hidden > 0 || opened) && (
          <Button size="compact-xs" variant="default" onClick={() => onOpen(node.id)}>
            {opened ? words.less : words.more(hidden)}
          </Button>
        )}
        <Button size="compact-xs" variant="default" onClick={() => onStart(node.id)}>
          {words.startHere}
        </Button>
      </Group>
      <Facts
        label={words.details}
        nameWidth={110}
        facts={[
          { name: words.columns.kind, value: term(node.kind) },
          {
            name: words.system,
            value: node.system ? (
              <To to={listOf.source(node.system.id)}>{term(node.system.name)}</To>
            ) : (
              words.hub
            ),
          },
          { name: words.at, value: <Instant at={node.at} /> },
          {
            name: words.id,
            value: (
              <Group gap={4} wrap="nowrap">
                <Code style={{ overflowWrap: 'anywhere' }}>{node.id}</Code>
                <Copy text={node.id} what={words.id} />
              </Group>
            ),
          },
          node.payloadHash != null && {
            name: words.hash,
            value: (
              <Code title={words.hashHint} style={{ overflowWrap: 'anywhere' }}>
                {node.payloadHash}
              </Code>
            ),
          },
        ]}
      />
      <Neighbours
        title={words.before}
        edges={shape.before.get(node.id) ?? []}
        other={({ from }) => from}
        how="back"
        shape={shape}
        onChoose={onChoose}
      />
      <Neighbours
        title={words.after}
        edges={shape.after.get(node.id) ?? []}
        other={({ to }) => to}
        how="on"
        shape={shape}
        onChoose={onChoose}
      />
    </Stack>
  );
}

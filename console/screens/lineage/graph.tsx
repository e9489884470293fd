import '@xyflow/react/dist/base.css';
import './lineage.css';
import dagre from '@dagrejs/dagre';
import { useMantineColorScheme } from '@mantine/core';
import {
  Background,
  Controls,
  type Edge,
  Handle,
  MarkerType,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
} from '@xyflow/react';
import { useMemo } from 'react';
import { words } from '../../words/lineage.ts';
import { term } from '../../words/terms.ts';
import { beside, type LineageEdge, type LineageNode, type Shape } from './shape.ts';

const width = 220;
const height = 58;

type Thing = Node<
  { readonly of: LineageNode; readonly isStart: boolean; readonly chosen: boolean; readonly hidden: number },
  'thing'
>;

/** What a node belongs to, for its colour: the hub, or a kind of system. */
const groundOf = ({ kind, system }: LineageNode): string =>
  system?.kind ?? (kind === 'WorkflowRun' ? 'RUN' : 'HUB');

function ThingNode({ data: { of, isStart, chosen, hidden } }: NodeProps<Thing>) {
  return (
    <div
      className="thing"
      data-ground={groundOf(of)}
      data-start={isStart || undefined}
      data-chosen={chosen || undefined}
    >
      <Handle type="target" position={Position.Left} isConnectable={false} aria-hidden="true" />
      <span className="thing-kind">
        {isStart ? `${words.start} · ` : ''}
        {term(of.kind)}
        {of.system ? ` · ${term(of.system.name)}` : ''}
      </span>
      <span className="thing-label" title={of.label}>
        {of.label}
      </span>
      {hidden > 0 && <span className="thing-more">{words.hiddenBeside(hidden)}</span>}
      <Handle type="source" position={Position.Right} isConnectable={false} aria-hidden="true" />
    </div>
  );
}

const nodeTypes = { thing: ThingNode };

/** Places for what is shown, causes left of what they led to. */
function placed(
  shown: ReadonlySet<string>,
  edges: readonly LineageEdge[],
): (id: string) => { x: number; y: number } {
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 18, ranksep: 64 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const id of shown) graph.setNode(id, { width, height });
  for (const { from, to } of edges) graph.setEdge(from, to);
  dagre.layout(graph);
  return (id) => {
    const { x = 0, y = 0 } = graph.node(id) as { readonly x?: number; readonly y?: number };
    return { x: x - width / 2, y: y - height / 2 };
  };
}

/** What came of what as a graph, from left to right. */
export function Graph({
  shape,
  edges,
  shown,
  start,
  chosen,
  onChoose,
}: {
  readonly shape: Shape;
  readonly edges: readonly LineageEdge[];
  readonly shown: ReadonlySet<string>;
  readonly start: string | null;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}) {
  const { colorScheme } = useMantineColorScheme();
  const between = useMemo(
    () => edges.filter(({ from, to }) => shown.has(from) && shown.has(to)),
    [edges, shown],
  );
  const placeOf = useMemo(() => placed(shown, between), [shown, between]);
  const nodes = [...shown].map((id): Thing => {
    const of = shape.byId.get(id)!;
    const hidden = beside(shape, id).filter((next) => !shown.has(next)).length;
    return {
      id,
      type: 'thing',
      position: placeOf(id),
      data: { of, isStart: id === start, chosen: id === chosen, hidden },
      ariaRole: 'button',
      width,
      height,
    };
  });
  const lines = between.map(({ from, to, relation }): Edge => {
    const touches = from === chosen || to === chosen;
    return {
      id: `${from} ${relation} ${to}`,
      source: from,
      target: to,
      label: words.relation(relation).on,
      className: touches ? 'line-chosen' : undefined,
      markerEnd: { type: MarkerType.ArrowClosed },
      focusable: false,
    };
  });
  return (
    <div className="lineage-graph" role="region" aria-label={words.graph}>
      <ReactFlow
        // What is shown anew is laid out anew, and all of it is to be seen.
        key={[...shown].join(' ')}
        nodes={nodes}
        edges={lines}
        nodeTypes={nodeTypes}
        colorMode={colorScheme === 'auto' ? 'system' : colorScheme}
        onNodeClick={(_event, { id }) => onChoose(id)}
        onSelectionChange={({ nodes: [one] }) => {
          if (one && one.id !== chosen) onChoose(one.id);
        }}
        nodesDraggable={false}
        nodesConnectable={false}
        edgesFocusable={false}
        deleteKeyCode={null}
        minZoom={0.1}
        fitView
        fitViewOptions={{ minZoom: 0.6, maxZoom: 1, padding: 0.08 }}
        proOptions={{ hideAttribution: true }}
        ariaLabelConfig={{
          'node.a11yDescription.default': words.flow.node,
          'node.a11yDescription.keyboardDisabled': words.flow.node,
          'controls.ariaLabel': words.flow.controls,
          'controls.zoomIn.ariaLabel': words.flow.zoomIn,
          'controls.zoomOut.ariaLabel': words.flow.zoomOut,
          'controls.fitView.ariaLabel': words.flow.fit,
        }}
      >
        <Background gap={24} />
        <Controls showInteractive={false} />
      </ReactFlow>
    </div>
  );
}

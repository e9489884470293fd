import { Empty } from '../../parts/empty.tsx';
import { type Column, Rows } from '../../parts/rows.tsx';
import { Instant } from '../../parts/when.tsx';
import { words } from '../../words/lineage.ts';
import { term } from '../../words/terms.ts';
import type { LineageNode, Shape } from './shape.ts';

/** The things of a lineage as a table, by time: the same as the graph, for the keyboard and for screen readers. */
export function LineageTable({
  shape,
  nodes,
  away,
  chosen,
  onChoose,
}: {
  readonly shape: Shape;
  readonly nodes: readonly LineageNode[];
  readonly away: ReadonlyMap<string, number>;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}) {
  const { columns } = words;
  const how = ({ id }: LineageNode): string =>
    (shape.before.get(id) ?? [])
      .map(({ from, relation }) => `${words.relation(relation).back} ${shape.byId.get(from)?.label ?? ''}`)
      .join('; ');
  const all: readonly Column<LineageNode>[] = [
    {
      name: 'away',
      title: columns.away,
      width: '50px',
      align: 'right',
      cell: ({ id }) => away.get(id) ?? '',
    },
    { name: 'kind', title: columns.kind, width: '130px', cell: ({ kind }) => term(kind) },
    {
      name: 'label',
      title: columns.label,
      width: 'minmax(200px, 2fr)',
      cell: ({ label }) => <span title={label}>{label}</span>,
    },
    {
      name: 'system',
      title: columns.system,
      width: '100px',
      cell: ({ system }) => (system ? term(system.name) : ''),
    },
    { name: 'at', title: columns.at, width: '190px', cell: ({ at }) => <Instant at={at} /> },
    {
      name: 'how',
      title: columns.how,
      width: 'minmax(220px, 2fr)',
      cell: (node) => <span title={how(node)}>{how(node)}</span>,
    },
  ];
  return (
    <Rows
      label={words.table}
      columns={all}
      rows={nodes}
      idOf={({ id }) => id}
      onOpen={({ id }) => onChoose(id)}
      openId={chosen}
      rowHeight={36}
      height="calc(100vh - 330px)"
      empty={<Empty title={words.empty.missing} />}
    />
  );
}

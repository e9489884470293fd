import { Box, Checkbox, Group, Text } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, memo, type ReactNode, useEffect, useRef, useState } from 'react';
import { words } from '../words/shell.ts';

export interface Column<Row> {
  readonly name: string;
  /** What is said above it. */
  readonly title: string;
  /** A width of CSS grid: `120px`, `minmax(160px, 2fr)`. */
  readonly width: string;
  readonly cell: (row: Row) => ReactNode;
  readonly align?: 'right';
}

export interface RowsProps<Row> {
  /** What the list is, for who does not see it. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly idOf: (row: Row) => string;
  readonly onOpen?: (row: Row) => void;
  /** Keys that act on the row that has the focus, beside those that move. */
  readonly onKey?: (key: string, row: Row) => void;
  /** The row that is open beside the list. */
  readonly openId?: string | null;
  /** With both, rows can be ticked. */
  readonly selected?: ReadonlySet<string>;
  readonly onSelect?: (selected: ReadonlySet<string>) => void;
  /** Of the whole list, where it is known. */
  readonly total?: number | null;
  /** Reads the next page, where there is one; asked for before its end is reached. */
  readonly more?: (() => void) | null;
  readonly height?: number | string;
  readonly rowHeight?: number;
  /** Shown where there is no row. */
  readonly empty: ReactNode;
}

/** Whether it does something of its own within a row: a link, a button. */
const isOwn = (target: EventTarget): boolean =>
  target instanceof Element && target.closest('a, button, input') !== null;

/** Of styles.css, pixels: between two columns, and before the first and behind the last one. */
const columnGap = 12;
const padding = 12;
/** The least width of a column, pixels, as its width says it; of one that says none, what a word takes. */
const leastOf = (width: string): number => Number(/\d+(?=px)/.exec(width)?.[0] ?? 80);

/** What a row shows; made once for as long as the row and the columns are the same, so that scrolling makes only what comes into view. */
const Cells = memo(function Cells<Row>({
  row,
  columns,
}: {
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
}) {
  return columns.map(({ name, cell, align }) => (
    <span role="gridcell" key={name} data-align={align}>
      {cell(row)}
    </span>
  ));
}) as <Row>(props: { readonly row: Row; readonly columns: readonly Column<Row>[] }) => ReactNode;

/**
 * A list of any length: only what is in view is in the page. j, k and the arrows move, Enter opens, x ticks. Roles and keys after the grid
 * pattern of the ARIA Authoring Practices.
 */
export function Rows<Row>(props: RowsProps<Row>) {
  const { label, columns, rows, idOf, onOpen, onKey, openId, selected, onSelect, total, more } = props;
  const { height = 'calc(100vh - 260px)', rowHeight = 44, empty } = props;
  const box = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const next = useRef(more);
  useEffect(() => {
    next.current = more;
  });
  useEffect(() => {
    if (last >= rows.length - 20) next.current?.();
  }, [last, rows.length]);

  const current = Math.min(at, Math.max(0, rows.length - 1));
  const move = (to: number): void => {
    const index = Math.max(0, Math.min(rows.length - 1, to));
    setAt(index);
    virtual.scrollToIndex(index);
    // The row may have to be made first.
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus());
  };
  const tick = (row: Row): void => {
    if (!selected || !onSelect) return;
    const ticked = new Set(selected);
    if (!ticked.delete(idOf(row))) ticked.add(idOf(row));
    onSelect(ticked);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement) return;
    const row = rows[current];
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / rowHeight) - 1);
    const moves: Readonly<Record<string, number>> = {
      j: current + 1,
      ArrowDown: current + 1,
      k: current - 1,
      ArrowUp: current - 1,
      PageDown: current + page,
      PageUp: current - page,
      Home: 0,
      End: rows.length - 1,
    };
    const to = moves[event.key];
    if (to !== undefined) move(to);
    else if (!row || (event.key === 'Enter' && isOwn(event.target))) return;
    else if (event.key === 'Enter') onOpen?.(row);
    else if (event.key === 'x') tick(row);
    else {
      onKey?.(event.key, row);
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  if (rows.length === 0) return empty;
  const ticks = selected !== undefined && onSelect !== undefined;
  const widths = [...(ticks ? ['36px'] : []), ...columns.map(({ width }) => width)];
  const template = widths.join(' ');
  // What all columns need at least: narrower than this the list is scrolled sideways, and no row is wider than the others.
  const minWidth = widths.reduce((sum, width) => sum + leastOf(width) + columnGap, padding);
  const everyOne = ticks && rows.every((row) => selected.has(idOf(row)));
  return (
    <Box>
      <div
        ref={box}
        role="grid"
        aria-label={label}
        aria-rowcount={(total ?? rows.length) + 1}
        className="rows"
        style={{ maxHeight: height }}
      >
        <div
          role="row"
          aria-rowindex={1}
          className="rows-head"
          style={{ gridTemplateColumns: template, minWidth }}
        >
          {ticks && (
            <span role="columnheader">
              <Checkbox
                size="xs"
                aria-label={words.common.selectAll}
                checked={everyOne}
                indeterminate={!everyOne && selected.size > 0}
                onChange={() => onSelect(new Set(everyOne ? [] : rows.map(idOf)))}
              />
            </span>
          )}
          {columns.map(({ name, title, align }) => (
            <span role="columnheader" key={name} data-align={align}>
              {title}
            </span>
          ))}
        </div>
        <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {items.map(({ index, start }) => {
            const row = rows[index]!;
            const id = idOf(row);
            return (
              <div
                key={id}
                role="row"
                tabIndex={index === current ? 0 : -1}
                data-index={index}
                data-open={id === openId || undefined}
                data-id={id}
                aria-rowindex={index + 2}
                aria-selected={ticks ? selected.has(id) : undefined}
                className="rows-row"
                style={{
                  gridTemplateColumns: template,
                  minWidth,
                  height: rowHeight,
                  transform: `translateY(${start}px)`,
                }}
                onClick={(event) => {
                  setAt(index);
                  if (!isOwn(event.target)) onOpen?.(row);
                }}
                onKeyDown={press}
                onFocus={() => setAt(index)}
              >
                {ticks && (
                  <span role="gridcell">
                    <Checkbox
                      size="xs"
                      tabIndex={-1}
                      aria-label={`${words.keys.select}: ${id}`}
                      checked={selected.has(id)}
                      onClick={(event) => event.stopPropagation()}
                      onChange={() => tick(row)}
                    />
                  </span>
                )}
                <Cells row={row} columns={columns} />
              </div>
            );
          })}
        </div>
      </div>
      <Group justify="space-between" mt={4}>
        <Text size="xs" c="dimmed">
          {words.common.of(rows.length, total ?? rows.length)}
          {ticks && selected.size > 0 && ` · ${words.common.selected(selected.size)}`}
        </Text>
      </Group>
    </Box>
  );
}

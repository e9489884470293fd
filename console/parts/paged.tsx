import type { ReactNode } from 'react';
import type { Pages } from './pages.ts';
import { type Column, Rows } from './rows.tsx';
import { Troubles } from './troubles.tsx';
import { Waiting } from './waiting.tsx';

/** A list within a page, read page by page, with what it lacks; `shown` where only some of its rows are. */
export function Paged<Row extends { readonly id: string }>({
  label,
  columns,
  pages,
  shown = pages.rows,
  onOpen,
  empty,
}: {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly pages: Pages<Row>;
  readonly shown?: readonly Row[];
  readonly onOpen?: (row: Row) => void;
  /** Shown where there is no row. */
  readonly empty: ReactNode;
}) {
  return (
    <>
      <Troubles troubles={pages.troubles} again={pages.again} />
      {pages.loading ? (
        <Waiting />
      ) : (
        <Rows
          label={label}
          columns={columns}
          rows={shown}
          idOf={({ id }) => id}
          {...(onOpen && { onOpen })}
          total={pages.total}
          more={pages.more}
          rowHeight={36}
          height={500}
          empty={empty}
        />
      )}
    </>
  );
}

import type { Queryable } from '../../src/store/database.ts';

/** Everything that a dump of the database would hold, as text: each row of each table, under the table's name. */
export async function dumpOf(db: Queryable): Promise<string> {
  const tables = await db.query<{ name: string }>(
    `select quote_ident(table_name) as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
  );
  const parts: string[] = [];
  for (const { name } of tables.rows) {
    const { rows } = await db.query<{ row: string }>(`select row_to_json(t)::text as row from ${name} t`);
    parts.push(name, ...rows.map(({ row }) => row));
  }
  return parts.join('\n');
}

/** Those of these texts that are found in another one, whatever their case. */
export function foundIn(text: string, sought: readonly string[]): string[] {
  const lower = text.toLowerCase();
  return sought.filter((each) => lower.includes(each.toLowerCase()));
}

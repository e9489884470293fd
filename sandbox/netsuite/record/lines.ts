import type { Sim } from '../../kit/types.ts';
import { Refused } from '../errors.ts';
import type { Row } from './store.ts';
import type { Sublist } from './types.ts';

function without(row: Row, names: readonly string[]): Row {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));
}

/** What a change says of a line: the sides of a journal line change together, or not at all. */
function changesOf(line: Row, { blank }: Sublist, key: string): Row {
  const names = Object.keys(blank);
  return without(line, names.every((name) => line[name] == null) ? [...names, key] : [key]);
}

/**
 * Lines after a change: those with the number of a line that is there change it and the rest are added; with `replace` the lines that the
 * change does not number are gone. A line that goes on keeps its number. Throws Refused for a number that is not there.
 */
export function mergedLines(
  sim: Sim,
  id: string,
  sublist: Sublist,
  replace: boolean,
  given: readonly Row[],
): readonly Row[] {
  const key = sublist.fields.line!.column;
  const columns = Object.values(sublist.fields).map((field) => field.column);
  const held = sim.db
    .prepare(
      `select ${columns.map((name) => `"${name}"`).join(', ')} from transactionline
       where "transaction" = ? and ${sublist.where} order by linesequencenumber`,
    )
    .all(id)
    .map((row): Row => {
      const texts = Object.entries(row).map(([name, value]) => [name, value === null ? null : String(value)]);
      return Object.fromEntries(texts) as Row;
    });
  const changed = given.map((line) => {
    const before = line[key] == null ? undefined : held.find((each) => each[key] === line[key]);
    if (before) return { ...before, ...changesOf(line, sublist, key) };
    if (line[key] != null && !replace)
      throw new Refused(
        400,
        'INVALID_CONTENT',
        `There is no line ${line[key]}.`,
        `${sublist.name}.items[${given.indexOf(line)}].line`,
      );
    return without(line, [key]);
  });
  if (replace) return changed;
  const rest = held.map(
    (line) => changed.find((each) => each[key] != null && each[key] === line[key]) ?? line,
  );
  return [...rest, ...changed.filter((line) => line[key] == null)];
}

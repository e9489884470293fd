import type { SQLInputValue } from 'node:sqlite';
import { quoted } from '../../kit/database.ts';
import { isText } from '../field.ts';
import type { Field, SObject } from '../field.ts';
import { childRelationships, fieldNamed, sobjectNamed, tableOf } from '../objects.ts';
import { compileCondition } from './condition.ts';
import { soqlError } from './error.ts';
import type { Path, Select } from './parser.ts';

const unsupported = (name: string): string =>
  `sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`;
const deepest = 5;

/** A selected field: where it goes in the record and under which column it is read. */
export interface Column {
  /** The relationship names that lead to it, as the record shows them. */
  readonly via: readonly string[];
  readonly field: Field;
  readonly column: string;
}

/** A parent whose fields were selected, and the column of its id: null in the row means no parent. */
export interface Parent {
  readonly via: readonly string[];
  readonly object: SObject;
  readonly column: string;
}

/** A query as SQL. `idsSql` gives the ids in order; `rowsSql` takes a JSON array of ids and gives columns. */
export interface Compiled {
  readonly object: SObject;
  readonly idsSql: string;
  readonly params: readonly SQLInputValue[];
  readonly rowsSql: string;
  readonly columns: readonly Column[];
  readonly parents: readonly Parent[];
  readonly children: readonly { readonly relationship: string; readonly select: Compiled }[];
}

/** A field reached from the object of the query, and the SQL that names it. */
export interface Resolved {
  readonly via: readonly string[];
  readonly field: Field;
  readonly sql: string;
}

interface Joins {
  resolve(path: Path): Resolved;
  idOf(via: readonly string[]): { readonly sql: string; readonly object: SObject };
  from(): string;
}

function joinsOf(select: Select, root: SObject): Joins {
  const joined = new Map<string, { alias: string; object: SObject; on: string }>();
  const noColumn = (name: string, object: SObject, at: number): Error =>
    soqlError(
      'INVALID_FIELD',
      select.soql,
      at,
      `No such column '${name}' on entity '${object.name}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`,
    );

  function step(from: { alias: string; object: SObject; via: string[] }, name: string, at: number) {
    const lookup = from.object.fields.find(
      (field) => field.relationshipName?.toLowerCase() === name.toLowerCase(),
    );
    const object = lookup?.referenceTo ? sobjectNamed(lookup.referenceTo) : undefined;
    if (!lookup?.relationshipName || !object) {
      throw soqlError(
        'INVALID_FIELD',
        select.soql,
        at,
        `Didn't understand relationship '${name}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`,
      );
    }
    const via = [...from.via, lookup.relationshipName];
    const key = via.join('.');
    let join = joined.get(key);
    if (!join) {
      const alias = `t${joined.size + 1}`;
      join = { alias, object, on: `${alias}."Id" = ${from.alias}.${quoted(lookup.name)}` };
      joined.set(key, join);
    }
    return { alias: join.alias, object, via };
  }

  function walk(names: readonly string[], at: number) {
    let here = { alias: 't0', object: root, via: [] as string[] };
    for (const name of names) here = step(here, name, at);
    return here;
  }

  return {
    resolve(path) {
      const own = [root.name, select.from.alias ?? root.name].map((name) => name.toLowerCase());
      const names =
        path.names.length > 1 && own.includes(path.names[0]!.toLowerCase())
          ? path.names.slice(1)
          : path.names;
      if (names.length > deepest + 1) {
        throw soqlError(
          'MALFORMED_QUERY',
          select.soql,
          path.at,
          `only ${deepest} levels of relationship are allowed`,
        );
      }
      const here = walk(names.slice(0, -1), path.at);
      const name = names.at(-1)!;
      const field = fieldNamed(here.object, name);
      if (!field) throw noColumn(name, here.object, path.at);
      return { via: here.via, field, sql: `${here.alias}.${quoted(field.name)}` };
    },
    idOf(via) {
      const here = walk(via, 0);
      return { sql: `${here.alias}."Id"`, object: here.object };
    },
    from() {
      const lines = [...joined.values()].map(
        ({ alias, object, on }) => `left join ${quoted(tableOf(object))} ${alias} on ${on}`,
      );
      return [`from ${quoted(tableOf(root))} t0`, ...lines].join(' ');
    },
  };
}

function columnsOf(select: Select, joins: Joins): Column[] {
  const seen = new Set<string>();
  return select.fields.map((path, index) => {
    const { via, field } = joins.resolve(path);
    const name = [...via, field.name].join('.');
    if (seen.has(name)) {
      throw soqlError('INVALID_FIELD', select.soql, path.at, `duplicate field selected: ${name}`);
    }
    seen.add(name);
    return { via, field, column: `c${index}` };
  });
}

function parentsOf(columns: readonly Column[], joins: Joins): Parent[] {
  const vias = new Map<string, readonly string[]>();
  for (const { via } of columns) {
    for (let length = 1; length <= via.length; length += 1) {
      const part = via.slice(0, length);
      vias.set(part.join('.'), part);
    }
  }
  return [...vias.values()].map((via, index) => ({
    via,
    object: joins.idOf(via).object,
    column: `p${index}`,
  }));
}

function childrenOf(select: Select, object: SObject, all: boolean): Compiled['children'] {
  return select.children.map((child) => {
    const wanted = child.from.name.toLowerCase();
    const relation = childRelationships[object.name]?.find((each) => each.name.toLowerCase() === wanted);
    if (!relation) {
      throw soqlError(
        'INVALID_TYPE',
        select.soql,
        child.from.at,
        `Didn't understand relationship '${child.from.name}' in FROM part of query call. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`,
      );
    }
    const compiled = compileFrom(child, sobjectNamed(relation.child)!, all, relation.field);
    return { relationship: relation.name, select: compiled };
  });
}

function compileFrom(select: Select, object: SObject, all: boolean, childField: string | null): Compiled {
  const joins = joinsOf(select, object);
  const columns = columnsOf(select, joins);
  const parents = parentsOf(columns, joins);
  const params: SQLInputValue[] = [];
  const where: string[] = [];
  if (childField) where.push(`t0.${quoted(childField)} = ?`);
  if (object.deletable && !all) where.push('t0."IsDeleted" = 0');
  if (select.where) where.push(compileCondition(select.soql, select.where, joins.resolve, params));
  const order = select.orderBy.map(({ path, descending, nullsLast }) => {
    const { sql, field } = joins.resolve(path);
    const collate = isText(field) ? ' collate nocase' : '';
    return `${sql}${collate} ${descending ? 'desc' : 'asc'} nulls ${nullsLast ? 'last' : 'first'}`;
  });
  const filter = where.length > 0 ? `where ${where.join(' and ')}` : '';
  const from = joins.from();
  const selected = [
    't0."Id" as id',
    ...columns.map(({ via, field, column }) => {
      const { sql } = joins.resolve({ names: [...via, field.name], at: 0 });
      return `${sql} as ${column}`;
    }),
    ...parents.map(({ via, column }) => `${joins.idOf(via).sql} as ${column}`),
  ];
  return {
    object,
    idsSql: `select t0."Id" as id ${from} ${filter} order by ${[...order, 't0."Id"'].join(', ')} limit ${select.limit ?? -1} offset ${select.offset}`,
    params,
    rowsSql: `select ${selected.join(', ')} ${from} where t0."Id" in (select value from json_each(?))`,
    columns,
    parents,
    children: childField ? [] : childrenOf(select, object, all),
  };
}

/**
 * A parsed query as SQLite SQL with parameters; `all` includes deleted rows. Child queries take the parent's id as their first parameter.
 * Throws INVALID_TYPE, INVALID_FIELD or INVALID_QUERY_FILTER_OPERATOR as Salesforce does.
 */
export function compileSoql(select: Select, all: boolean): Compiled {
  const object = sobjectNamed(select.from.name);
  if (!object) throw soqlError('INVALID_TYPE', select.soql, select.from.at, unsupported(select.from.name));
  return compileFrom(select, object, all, null);
}

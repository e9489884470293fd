import { createHash } from 'node:crypto';
import { Problem } from '../canonical/problem.ts';
import { accessTable, columns } from './access.ts';
import { everything, type Principal, type Role, unassigned } from './principal.ts';
import type { Decision, Rights, RowScope } from './rights.ts';

/** A role that has a column of the table. */
export type PersonRole = (typeof columns)[keyof typeof columns];

export const personRoles: readonly PersonRole[] = Object.values(columns);

/** What the table says of one field, argument, input field or enum value. */
export interface PolicyRow {
  /** As GraphQL's schema coordinates: `Type.field`, `Type.field(argument:)`, `Input.field`, `Enum.VALUE`. */
  readonly coordinate: string;
  /** What lets a service account at it; `any` for every one, `none` for none; null for a filter, which follows what it reveals. */
  readonly scope: string | null;
  readonly decisions: Readonly<Record<PersonRole, Decision>>;
  /** What using it as a filter or an order tells of; empty for what is asked for itself. */
  readonly reveals: readonly string[];
}

const letters: Readonly<Record<string, Decision>> = { a: 'allow', m: 'mask', '-': 'deny' };
const generosity: readonly Decision[] = ['deny', 'mask', 'allow'];

const mostGenerous = (decisions: readonly Decision[]): Decision =>
  generosity.findLast((decision) => decisions.includes(decision)) ?? 'deny';

/** Reads a table of the form of `access.ts`. Throws for a line that says nothing or says something twice. */
export function readTable(text: string): ReadonlyMap<string, PolicyRow> {
  const rows = new Map<string, PolicyRow>();
  const lines = text.split('\n').map((line) => line.trim());
  const asked = lines.filter((line) => line !== '' && !line.startsWith('#') && !line.startsWith('what '));
  const add = (row: PolicyRow): void => {
    if (rows.has(row.coordinate)) throw new Error(`the access table says ${row.coordinate} twice`);
    rows.set(row.coordinate, row);
  };
  for (const line of asked.filter((each) => !each.includes(' = '))) fieldLine(line).forEach(add);
  const decisionOf = (coordinate: string, role: PersonRole): Decision => {
    const row = rows.get(coordinate);
    if (!row) throw new Error(`the access table does not say what ${coordinate} is`);
    return row.decisions[role];
  };
  const filters = asked
    .filter((each) => each.includes(' = '))
    .flatMap((line) => filterLine(line, decisionOf));
  filters.forEach(add);
  return rows;
}

function fieldLine(line: string): PolicyRow[] {
  const words = line.split(/\s+/);
  const given = words.slice(-personRoles.length).map((letter) => letters[letter]);
  const scope = words.at(-personRoles.length - 1) ?? '';
  const [type, ...fields] = words.slice(0, -personRoles.length - 1);
  if (type === undefined || fields.length === 0 || given.includes(undefined) || !/^(any|none)$|:/.test(scope))
    throw new Error(`a line of the access table is not understood: ${line}`);
  const decisions = Object.fromEntries(
    personRoles.map((role, index) => [role, given[index]]),
  ) as PolicyRow['decisions'];
  return fields.map((field) => ({ coordinate: `${type}.${field}`, scope, decisions, reveals: [] }));
}

function filterLine(
  line: string,
  decisionOf: (coordinate: string, role: PersonRole) => Decision,
): PolicyRow[] {
  const [names = '', behind = ''] = line.split(' = ');
  const words = names.trim().split(/\s+/);
  const reveals = behind.trim().split(/\s+/);
  const decisions = Object.fromEntries(
    personRoles.map((role) => [role, allOf(reveals, (each) => decisionOf(each, role))]),
  ) as PolicyRow['decisions'];
  const [type, ...fields] = words;
  const coordinates = names.includes('.') ? words : fields.map((field) => `${type}.${field}`);
  if (coordinates.length === 0) throw new Error(`a line of the access table is not understood: ${line}`);
  return coordinates.map((coordinate) => ({ coordinate, scope: null, decisions, reveals }));
}

/** A filter may be used by whoever sees all it tells of as it is: on what is masked it would find out what the mask hides. */
const allOf = (reveals: readonly string[], decide: (coordinate: string) => Decision): Decision =>
  reveals.every((each) => decide(each) === 'allow') ? 'allow' : 'deny';

const table = readTable(accessTable);

/** Every row of the access table. */
export function policyRows(): readonly PolicyRow[] {
  return [...table.values()];
}

/** Whether the access table says anything of a coordinate. */
export function isNamed(coordinate: string): boolean {
  return table.has(coordinate);
}

const isScope = (scope: string | null | undefined): scope is string => scope?.includes(':') === true;

/** Every scope that a service account can be given. */
export function policyScopes(): readonly string[] {
  const scopes = policyRows().flatMap(({ scope }) => (isScope(scope) ? [scope] : []));
  return [...new Set(scopes)].toSorted();
}

/** The table for machines, with a version that changes whenever a decision does. */
export function policyExport() {
  const rows = policyRows().map(({ coordinate, scope, decisions, reveals }) => ({
    coordinate,
    scope,
    decisions,
    ...(reveals.length > 0 && { reveals }),
  }));
  const version = createHash('sha256').update(JSON.stringify(rows)).digest('hex');
  return { version, roles: [...personRoles, 'SERVICE' as const], rows };
}

const refusals = new Map<string, Problem>();

/**
 * The Problem FORBIDDEN for a coordinate of the graph, which says what it takes. The same object each time: a page may have hundreds of
 * them, and what makes an error dear is to tell where it was made.
 */
export function forbidden(coordinate: string): Problem {
  const known = refusals.get(coordinate);
  if (known) return known;
  const made = refusalOf(coordinate);
  refusals.set(coordinate, made);
  return made;
}

function refusalOf(coordinate: string): Problem {
  const row = table.get(coordinate);
  const may = personRoles.filter((role) => row?.decisions[role] === 'allow');
  const scopes = new Set(
    (row?.reveals.map((each) => table.get(each)?.scope) ?? [])
      .concat(row?.scope)
      .filter((scope) => isScope(scope)),
  );
  const services = scopes.size > 0 ? `, or of a service account the scope ${[...scopes].join(' and ')}` : '';
  return new Problem(
    'FORBIDDEN',
    may.length === 0
      ? `Nobody may use ${coordinate}.`
      : `You may not use ${coordinate}; it takes one of the roles ${may.join(', ')}${services}.`,
  );
}

/** What the roles and scopes of a caller amount to, whatever rows it may see. */
interface Grant {
  decide(coordinate: string): Decision;
  sees(type: string): boolean;
}

function grantOf(roles: readonly Role[], scopes: readonly string[]): Grant {
  const known = new Map<string, Decision>();
  const isService = roles.includes('SERVICE');
  const byColumn = personRoles.filter((role) => roles.includes(role));
  for (const { coordinate, scope, decisions, reveals } of table.values()) {
    if (reveals.length > 0) continue;
    const inScope = isService && (scope === 'any' || (isScope(scope) && scopes.includes(scope)));
    const found = byColumn.map((role) => decisions[role]).concat(inScope ? ['allow'] : []);
    known.set(coordinate, mostGenerous(found));
  }
  const decide = (coordinate: string): Decision => known.get(coordinate) ?? 'deny';
  for (const { coordinate, reveals } of table.values())
    if (reveals.length > 0) known.set(coordinate, allOf(reveals, decide));
  const seen = new Set(
    [...known].flatMap(([coordinate, decision]) => {
      const [type = '', field = ''] = coordinate.split('.');
      return decision !== 'deny' && field !== 'id' ? [type] : [];
    }),
  );
  // What may not even be named by its id is not there.
  const sees = (type: string): boolean =>
    seen.has(type) && (!table.has(`${type}.id`) || decide(`${type}.id`) !== 'deny');
  return { decide, sees };
}

/** So many different rights are remembered; more would be a caller that makes them up. */
const most = 10_000;
const grants = new Map<string, Grant>();
const rights = new Map<string, Rights>();

function remembered<T>(held: Map<string, T>, key: string, make: () => T): T {
  let found = held.get(key);
  if (found === undefined) {
    if (held.size >= most) held.clear();
    found = make();
    held.set(key, found);
  }
  return found;
}

/** What a caller may: of several roles the most generous counts. The same object for callers who may the same. */
export function rightsFor(principal: Principal): Rights {
  const roles = [...new Set(principal.roles)].toSorted();
  const scopes = roles.includes('SERVICE') ? [...new Set(principal.scopes)].toSorted() : [];
  const may = JSON.stringify([roles, scopes]);
  const scope = rowScope(principal);
  const rows = scope && [listed(scope.legalEntities), listed(scope.regions), scope.unassigned];
  const key = JSON.stringify([principal.tenant, may, rows]);
  return remembered(rights, key, () => ({
    key,
    ...remembered(grants, may, () => grantOf(roles, scopes)),
    scope,
  }));
}

const listed = (names: ReadonlySet<string> | null): readonly string[] | null =>
  names && [...names].toSorted();

/**
 * The rows that the claims of a caller let it see; null for all. What belongs to no legal entity is seen by whoever has every legal
 * entity and every region, and by whoever's claim says `-`: a bound on regions would mean nothing if what has no region passed it.
 */
function rowScope({ legalEntities, regions }: Principal): RowScope | null {
  const set = (names: readonly string[] | null, besides: string): ReadonlySet<string> | null =>
    names === null || names.includes(everything) ? null : new Set(names.filter((each) => each !== besides));
  const scope = { legalEntities: set(legalEntities, unassigned), regions: set(regions, unassigned) };
  if (scope.legalEntities === null && scope.regions === null) return null;
  const named = [...(legalEntities ?? []), ...(regions ?? [])].includes(unassigned);
  return { ...scope, unassigned: named };
}

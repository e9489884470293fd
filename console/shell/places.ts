import { words } from '../words/shell.ts';
import type { Me } from '../client/rights.ts';

/** A screen that is gone to by name. */
export interface Place {
  readonly path: string;
  readonly name: string;
  /** What the hub must answer there; otherwise the screen is not offered. */
  readonly right: string;
  /** The letter that goes there behind `g`. */
  readonly letter: string;
}

const all: readonly Place[] = [
  { path: '/tower', name: words.nav.tower, right: 'Query.workflowRuns', letter: 't' },
  { path: '/exceptions', name: words.nav.exceptions, right: 'Query.exceptions', letter: 'e' },
  { path: '/approvals', name: words.nav.approvals, right: 'Query.approvals', letter: 'p' },
  { path: '/customers', name: words.nav.customers, right: 'Query.customers', letter: 'c' },
  { path: '/runs', name: words.nav.runs, right: 'Query.workflowRuns', letter: 'r' },
  { path: '/lineage', name: words.nav.lineage, right: 'Query.lineage', letter: 'l' },
  { path: '/events', name: words.nav.events, right: 'Query.events', letter: 'v' },
  { path: '/sources', name: words.nav.sources, right: 'Query.sources', letter: 's' },
  { path: '/audit', name: words.nav.audit, right: 'Query.audit', letter: 'a' },
  { path: '/graphiql', name: words.nav.explorer, right: 'Query.node', letter: 'q' },
];

/** The screens that somebody may see. */
export const placesFor = ({ can }: Me): readonly Place[] => all.filter(({ right }) => can(right));

/** Where the day of a role begins: with what waits for it. The first one that holds decides. */
const starts: readonly (readonly [role: Me['roles'][number], path: string])[] = [
  ['CONTROLLER', '/tower'],
  ['FINANCE_OPS', '/exceptions'],
  ['FINANCE_APPROVER', '/approvals'],
  ['SALES_OPS', '/customers'],
  ['SUPPORT', '/customers'],
  ['STEWARD', '/customers'],
  ['INTEGRATION', '/sources'],
  ['AUDITOR', '/audit'],
];

/** The start page of whoever is signed in. */
export function startOf(me: Me): string {
  const places = placesFor(me);
  const own = starts.find(([role]) => me.roles.includes(role))?.[1] ?? '/tower';
  return places.some(({ path }) => path === own) ? own : (places[0]?.path ?? '/graphiql');
}

import { readFile } from 'node:fs/promises';
import type { DemoFacts, Simulator } from './facts.ts';

/** The examples that the demo prints, and what each one shows. */
const shown = {
  'customer-360': 'One customer out of CRM, billing, support and ERP',
  'overdue-by-arr': 'Who is late, has an urgent case open, and matters most',
  'fresh-balance': 'Figures that are at most a minute old, straight from the sources',
  exceptions: 'What runs could not do by themselves, whose it is, and what would mend it',
} as const;

interface Found {
  readonly customers: {
    readonly edges: readonly {
      readonly node: {
        readonly id: string;
        readonly externalRefs: readonly { readonly instance: { readonly name: string } | null }[];
      };
    }[];
  };
}

async function ask<T>(url: string, token: string, query: string): Promise<T> {
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = (await answer.json()) as {
    data?: T | null;
    errors?: readonly { message: string }[];
  };
  if (data === undefined || data === null)
    throw new Error(`the hub answered ${answer.status}: ${errors?.map(({ message }) => message).join('; ')}`);
  return data;
}

/** The id of the customer with the highest revenue among those that most systems know. */
async function wellKnownCustomer(url: string, token: string): Promise<string | null> {
  const { customers } = await ask<Found>(
    url,
    token,
    `{ customers(first: 50, orderBy: [{ by: ARR, direction: DESC }]) {
       edges { node { id externalRefs { instance { name } } } } } }`,
  );
  const ranked = customers.edges
    .map(({ node }) => ({
      id: node.id,
      systems: new Set(node.externalRefs.map(({ instance }) => instance?.name)).size,
    }))
    .toSorted((a, b) => b.systems - a.systems);
  return ranked[0]?.id ?? null;
}

/** One line, without comments: what a person pastes. Strings of the examples hold no line breaks and no `#`. */
const oneLine = (document: string): string =>
  document.replaceAll(/#.*$/gm, '').replaceAll(/\s+/g, ' ').trim();

/** An example about the first customer of a list becomes one about this customer. */
const about = (id: string, query: string): string =>
  query.replace(
    /\bcustomers\([^)]*\bfirst: 1\) \{ edges \{ node \{ (\.\.\.\w+) \} \} \}/,
    `customer(id: "${id}") { $1 }`,
  );

/** Queries to paste into the explorer, with the id of a customer of this demo, by what they show. */
export async function sampleQueries(url: string, token: string): Promise<Readonly<Record<string, string>>> {
  const id = await wellKnownCustomer(url, token);
  const queries: Record<string, string> = {};
  for (const [name, title] of Object.entries(shown)) {
    const text = oneLine(await readFile(new URL(`../../examples/${name}.graphql`, import.meta.url), 'utf8'));
    queries[title] = id === null ? text : about(id, text);
  }
  return queries;
}

/** A stream of changes over server-sent events, and a change that a simulated vendor's user would make. */
export async function sampleChange(
  url: string,
  token: string,
  simulators: Readonly<Record<string, Simulator>>,
): Promise<Pick<DemoFacts, 'watch' | 'cause'>> {
  const zendesk = Object.values(simulators).find(({ vendor }) => vendor === 'zendesk')!;
  const answer = await fetch(`${zendesk.url}/__sim/state?object=ticket&limit=1`);
  const { rows } = (await answer.json()) as { rows: { id: number | string }[] };
  const query =
    'subscription { eventAppended { ... on StreamChange { cursor event { type sequence subjectId source { name } data } } } }';
  const set = { subject: 'Nobody can log in', priority: 'urgent' };
  return {
    watch: {
      url: `${url}/graphql/stream`,
      headers: { accept: 'text/event-stream', authorization: `Bearer ${token}` },
      body: { query },
    },
    cause: {
      headers: {},
      url: `${zendesk.url}/__sim/state`,
      body: { object: 'ticket', id: String(rows[0]?.id), set },
    },
  };
}

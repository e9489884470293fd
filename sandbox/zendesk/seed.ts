import type { Sim } from '../kit/types.ts';
import type { Case, Company, Contact, Subscription, World } from '../world/types.ts';
import type { organizationFields } from './directory.ts';
import { seedPolicies } from './sla.ts';
import { insertRow, instant, rowsOf } from './tables.ts';

const agents = ['Imani Okafor', 'Jonas Lindqvist', 'Mei Tanaka'];

/**
 * Stamps of a record as old as the world says, indexed and settled. The world's day may not be over yet: nothing happened later than
 * two minutes ago.
 */
function stampsAt(sim: Sim, createdAt: string, updatedAt: string) {
  const settled = sim.now() - 120_000;
  const updated = Math.min(settled, Date.parse(updatedAt));
  return {
    created_at: instant(Math.min(settled, Date.parse(createdAt))),
    updated_at: instant(updated),
    generated_at: Math.floor(updated / 1000),
    searchable_at: 0,
  };
}

function seedAgents(sim: Sim, world: World): readonly bigint[] {
  const at = stampsAt(sim, `${world.today}T00:00:00Z`, `${world.today}T00:00:00Z`);
  const first = 360_000_000_021n;
  insertRow(sim, 'user', {
    id: first - 20n,
    name: 'Isthmus integration',
    email: sim.credentials.email ?? 'integration@isthmus.example',
    role: 'admin',
    ...at,
  });
  return agents.map((name, index) =>
    insertRow(sim, 'user', {
      id: first + BigInt(index * 20),
      name,
      email: `${name.toLowerCase().replace(' ', '.')}@brightlane.example`,
      role: 'agent',
      ...at,
    }),
  );
}

/** A date as an organization field of type date shows it. */
const dateField = (date: string): string => `${date}T00:00:00+00:00`;

const tierStatus = {
  Active: 'active',
  Suspended: 'suspended',
  Cancelled: 'expired',
  Expired: 'expired',
} as const;

/** The subscription that the customer's support hangs on: the newest that still runs, otherwise the newest of all. */
function entitling(company: Company): Subscription | undefined {
  const byStart = company.subscriptions.toSorted((a, b) => b.start.localeCompare(a.start));
  return byStart.find((each) => each.status === 'Active' || each.status === 'Suspended') ?? byStart[0];
}

function fieldsOf(company: Company): Record<(typeof organizationFields)[number], string | null> {
  const subscription = entitling(company);
  const entitled = subscription !== undefined && company.status !== 'PROSPECT';
  // Organizations from before the account had the field have nobody's word on the tier's status.
  const told = company.ordinal % 9 !== 0;
  return {
    support_tier: entitled ? company.supportTier : null,
    tier_valid_from: entitled ? dateField(subscription.start) : null,
    tier_valid_to: entitled ? dateField(subscription.end) : null,
    tier_status: entitled && told ? tierStatus[subscription.status] : null,
    subscription_number: entitled ? subscription.number : null,
  };
}

/** Names are unique in Zendesk: the second organization of a name got a number from whoever made it. */
function freeName(sim: Sim, name: string): string {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name} (${number})`;
    if (!rowsOf(sim, 'select 1 from organization where name = ?', candidate)[0]) return candidate;
  }
}

function tagsOf(company: Company): string[] {
  const status = { CHURNED: ['churned'], SUSPENDED: ['suspended'], ACTIVE: [], PROSPECT: [] }[company.status];
  return [...new Set([company.supportTier, company.segment.toLowerCase().replace(' ', '_'), ...status])];
}

function seedContact(sim: Sim, company: Company, contact: Contact): void {
  if (contact.supportId === null) return;
  insertRow(sim, 'user', {
    id: BigInt(contact.supportId),
    name: `${contact.firstName} ${contact.lastName}`,
    email: contact.email,
    details: contact.title,
    organization_id: company.support ? BigInt(company.support.id) : null,
    ...stampsAt(sim, company.createdAt, company.createdAt),
  });
}

function seedCase(sim: Sim, company: Company, each: Case, crew: readonly bigint[]): void {
  const requester = BigInt(company.contacts[each.requester]!.supportId!);
  const id = BigInt(each.supportId);
  const assignee = each.status === 'new' ? null : crew[Number(id % BigInt(crew.length))]!;
  const stamps = stampsAt(sim, each.createdAt, each.updatedAt);
  const solved = each.status === 'solved' || each.status === 'closed';
  insertRow(sim, 'ticket', {
    id,
    subject: each.subject,
    description: `${each.subject}. Please have a look.`,
    type: each.priority === 'urgent' ? 'incident' : 'question',
    priority: each.priority,
    status: each.status,
    requester_id: requester,
    submitter_id: requester,
    assignee_id: assignee,
    organization_id: BigInt(company.support!.id),
    tags: JSON.stringify([company.supportTier, ...(each.escalated ? ['escalated'] : [])]),
    channel: 'email',
    solved_at: solved ? stamps.updated_at : null,
    ...stamps,
  });
  const said = { ticket_id: id, public: 1 };
  insertRow(sim, 'ticket_comment', {
    ...said,
    author_id: requester,
    body: `${each.subject}. Please have a look.`,
    created_at: stamps.created_at,
  });
  if (assignee === null || !solved) return;
  insertRow(sim, 'ticket_comment', {
    ...said,
    author_id: assignee,
    body: 'This is settled now. Thank you for your patience.',
    created_at: stamps.updated_at,
  });
}

/** Zendesk's part of the world: agents, SLA policies, an organization per supported company with its people and tickets. */
export function seed(sim: Sim, world: World): void {
  seedPolicies(sim);
  const crew = seedAgents(sim, world);
  for (const company of world.companies) {
    if (company.support) {
      insertRow(sim, 'organization', {
        id: BigInt(company.support.id),
        name: freeName(sim, company.support.name),
        external_id: company.support.crmId,
        domain_names: JSON.stringify([company.domain]),
        tags: JSON.stringify(tagsOf(company)),
        organization_fields: JSON.stringify(fieldsOf(company)),
        ...stampsAt(sim, company.createdAt, company.createdAt),
      });
    }
    for (const contact of company.contacts) seedContact(sim, company, contact);
    if (company.support) for (const each of company.cases) seedCase(sim, company, each, crew);
  }
}

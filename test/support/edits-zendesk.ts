import { pair, type VendorEdits, wellKnown } from './edit.ts';

const generated = (at: Date) => ({ generated_at: Math.floor(at.getTime() / 1000) });

/** What people change in Zendesk. */
export const zendeskEdits: VendorEdits = {
  settlesInMs: 60_000,
  quietCalls: 1,
  settings: { incrementalPerMinute: 1_000_000, perMinute: 1_000_000 },
  options: { exportsPerMinute: 1_000_000, perMinute: 1_000_000 },
  edits: (world) => {
    const c = wellKnown(world);
    const organization = { object: 'organization', id: c.support!.id };
    const [kase, other] = world.companies.flatMap((each) => (each.support ? each.cases : []));
    const users = world.companies.flatMap((each) =>
      each.contacts.flatMap(({ supportId }) => supportId ?? []),
    );
    return [
      {
        what: 'an organization is renamed',
        kind: 'Customer',
        externalId: organization.id,
        row: organization,
        set: { name: 'Moved organization' },
        shows: 'Moved organization',
      },
      {
        what: 'the tier of an organization changes',
        kind: 'Entitlement',
        externalId: organization.id,
        row: organization,
        set: { support_tier: 'moved-tier' },
        shows: 'moved-tier',
      },
      {
        what: 'the tier of an organization is taken away',
        kind: 'Entitlement',
        externalId: organization.id,
        row: organization,
        set: { support_tier: null },
        shows: null,
      },
      {
        what: 'a user is renamed',
        kind: 'Contact',
        externalId: users[0]!,
        row: { object: 'user', id: users[0]! },
        set: { name: 'Moved user' },
        shows: 'Moved user',
      },
      {
        what: 'a user is suspended',
        kind: 'Contact',
        externalId: users[1]!,
        row: { object: 'user', id: users[1]! },
        set: { suspended: 1 },
        shows: null,
      },
      {
        what: 'a user becomes an agent',
        kind: 'Contact',
        externalId: users[2]!,
        row: { object: 'user', id: users[2]! },
        set: { role: 'agent' },
        shows: null,
      },
      {
        what: 'a ticket gets another subject',
        kind: 'SupportCase',
        externalId: kase!.supportId,
        row: { object: 'ticket', id: kase!.supportId },
        set: { subject: 'Moved subject' },
        shows: 'Moved subject',
      },
      {
        what: 'a ticket is marked deleted',
        kind: 'SupportCase',
        externalId: other!.supportId,
        row: { object: 'ticket', id: other!.supportId },
        set: { status: 'deleted' },
        shows: null,
      },
    ];
  },
  unfit: (world) => {
    const tickets = world.companies.flatMap((each) => (each.support ? each.cases : []));
    const ticket = { kind: 'SupportCase', object: 'ticket' } as const;
    return pair(
      ticket,
      [tickets[2]!.supportId, { priority: 'extreme' }],
      [tickets[3]!.supportId, { subject: '5432.10' }],
    );
  },
  deletions: (world) => {
    const tickets = world.companies.flatMap((each) => (each.support ? each.cases : []));
    const users = world.companies.flatMap((each) =>
      each.contacts.flatMap(({ supportId }) => supportId ?? []),
    );
    return [
      ['SupportCase', tickets.at(-1)!.supportId, { object: 'ticket', id: tickets.at(-1)!.supportId }],
      ['Contact', users.at(-1)!, { object: 'user', id: users.at(-1)! }],
    ];
  },
  stamps: { Customer: generated, Entitlement: generated },
  crowd: {
    kind: 'Customer',
    count: 1_300,
    row: (n, at) => ({
      object: 'organization',
      id: String(700_000_000_000 + n),
      set: {
        ...generated(at),
        name: `Crowd ${n}`,
        organization_fields: {
          support_tier: null,
          tier_valid_from: null,
          tier_valid_to: null,
          tier_status: null,
          subscription_number: null,
        },
      },
    }),
  },
};

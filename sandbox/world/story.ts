import { dirtRate, storyRate } from './dirt.ts';
import { countryWeights } from './places.ts';
import { type Random, randomOf } from './random.ts';
import type { Company } from './types.ts';

export type Dirt = keyof typeof dirtRate;
export type MemoStory = 'applied' | 'partly' | 'unapplied' | 'draft' | 'canceled';

/** What is to be true of a company, decided before its records are made. */
export interface Story {
  readonly status: Company['status'];
  readonly country: string;
  readonly segment: Company['segment'];
  /** A name of its own instead of a drawn one. */
  readonly name: string | null;
  readonly industry: string | null;
  /** `none`, `any` earlier company that may have daughters, or the ordinal of the parent. */
  readonly parent: 'none' | 'any' | number;
  readonly systems: {
    readonly crm: boolean;
    readonly billing: boolean;
    readonly support: boolean;
    readonly erp: boolean;
  };
  readonly dirt: ReadonlySet<Dirt>;
  readonly overdue: boolean;
  readonly openP1: boolean;
  readonly taxExempt: boolean;
  readonly withoutTaxId: boolean;
  readonly subscriptions: number;
  readonly invoices: number;
  readonly payments: number;
  readonly cases: number;
  readonly draftInvoice: boolean;
  readonly canceledInvoice: boolean;
  readonly expiredSubscription: boolean;
  readonly memos: readonly MemoStory[];
  readonly failedPayment: boolean;
  readonly processingPayment: boolean;
  readonly overpaid: boolean;
  readonly unappliedPayment: boolean;
  readonly pendingContract: 'Draft' | 'In Approval' | null;
}

type Fixed = Partial<Omit<Story, 'dirt'>> & { readonly dirt?: readonly Dirt[] };
const plain: Fixed = {
  status: 'ACTIVE',
  parent: 'none',
  overdue: false,
  openP1: false,
  taxExempt: false,
  withoutTaxId: false,
};
const everywhere = { crm: true, billing: true, support: true, erp: true };

/** The first companies: together they show every status and every kind of dirt, however small the world. Company 1 has everything and no dirt. */
const showcase: Readonly<Record<number, Fixed>> = {
  1: {
    ...plain,
    country: 'US',
    segment: 'Enterprise',
    name: 'Halden Instruments',
    industry: 'Manufacturing',
    overdue: true,
    openP1: true,
    subscriptions: 3,
    invoices: 8,
    payments: 5,
    cases: 4,
    draftInvoice: true,
    canceledInvoice: true,
    memos: ['applied', 'partly'],
    failedPayment: true,
    processingPayment: false,
    overpaid: true,
    unappliedPayment: true,
    pendingContract: 'Draft',
  },
  2: { ...plain, country: 'DE', segment: 'Mid-Market', parent: 1, subscriptions: 2, memos: [] },
  3: {
    ...plain,
    country: 'GB',
    segment: 'SMB',
    parent: 2,
    dirt: ['spelling', 'supportWithoutCrmId'],
    processingPayment: true,
    pendingContract: 'In Approval',
  },
  4: {
    ...plain,
    status: 'PROSPECT',
    country: 'US',
    segment: 'Mid-Market',
    name: 'Juniper & Vale Roasters',
    industry: 'Food & Beverage',
  },
  5: { ...plain, status: 'CHURNED', country: 'FR', segment: 'SMB' },
  6: {
    ...plain,
    status: 'SUSPENDED',
    country: 'US',
    segment: 'SMB',
    overdue: true,
    dirt: ['billingWithoutCrmId'],
    failedPayment: true,
  },
  7: {
    ...plain,
    country: 'US',
    segment: 'Enterprise',
    name: 'Lowther Public Schools',
    industry: 'Education',
    taxExempt: true,
    dirt: ['duplicateCrmAccount', 'spelling'],
  },
  8: {
    ...plain,
    country: 'NL',
    segment: 'Mid-Market',
    dirt: ['inOnlyTwoSystems'],
    systems: { crm: false, billing: true, support: false, erp: true },
  },
  9: {
    ...plain,
    country: 'GB',
    segment: 'Mid-Market',
    dirt: ['erpWithoutBillingNumber', 'emailCase'],
    overdue: true,
    memos: ['draft', 'unapplied'],
  },
  10: {
    ...plain,
    country: 'US',
    segment: 'SMB',
    name: 'Keller & Braun Freight',
    industry: 'Transportation',
    openP1: true,
    dirt: ['idBeyondDouble', 'spelling'],
    expiredSubscription: true,
    memos: ['canceled'],
  },
};

function drawDirt(random: Random, status: Company['status'], child: boolean): Dirt[] {
  const found = (Object.keys(dirtRate) as Dirt[]).filter((dirt) => random.chance(dirtRate[dirt]));
  if (status === 'PROSPECT') {
    return found.filter(
      (dirt) => dirt === 'spelling' || dirt === 'duplicateCrmAccount' || dirt === 'emailCase',
    );
  }
  if (found.includes('inOnlyTwoSystems') && status === 'ACTIVE' && !child) {
    return found.filter((dirt) => dirt === 'inOnlyTwoSystems' || dirt === 'spelling');
  }
  return found.filter((dirt) => dirt !== 'inOnlyTwoSystems');
}

/** The story of one company: the same for a seed and an ordinal, whatever the size of the world. */
export function storyOf(seed: number, ordinal: number): Story {
  const random = randomOf(seed, 'story', ordinal);
  const fixed = showcase[ordinal] ?? {};
  const drawn = random.next();
  const { prospect, churned, suspended } = storyRate;
  const status =
    fixed.status ??
    (drawn < prospect
      ? 'PROSPECT'
      : drawn < prospect + churned
        ? 'CHURNED'
        : drawn < prospect + churned + suspended
          ? 'SUSPENDED'
          : 'ACTIVE');
  const child = random.chance(storyRate.child) && status === 'ACTIVE';
  const dirt = new Set(drawDirt(random, status, child));
  const onlyBilled = random.chance(0.5);
  const systems = dirt.has('inOnlyTwoSystems')
    ? { crm: !onlyBilled, billing: true, support: false, erp: onlyBilled }
    : status === 'PROSPECT'
      ? { crm: true, billing: false, support: false, erp: false }
      : everywhere;
  const story: Story = {
    status,
    country: random.weighted(countryWeights),
    segment: random.weighted({ SMB: 55, 'Mid-Market': 33, Enterprise: 12 }),
    name: null,
    industry: null,
    parent: child ? 'any' : 'none',
    systems,
    dirt,
    overdue: status === 'SUSPENDED' || (status === 'ACTIVE' && random.chance(storyRate.overdue)),
    openP1: random.chance(storyRate.openP1),
    taxExempt: random.chance(storyRate.taxExempt),
    withoutTaxId: random.chance(storyRate.withoutTaxId) && dirt.size === 0,
    subscriptions: Number(random.weighted({ '1': 50, '2': 35, '3': 15 })),
    invoices: Number(random.weighted({ '4': 32, '5': 30, '6': 20, '7': 11, '8': 7 })),
    payments: Number(random.weighted({ '3': 55, '4': 30, '5': 15 })),
    cases: random.int(2, 4),
    draftInvoice: random.chance(0.04),
    canceledInvoice: random.chance(0.03),
    expiredSubscription: random.chance(0.04),
    memos: random.chance(0.18)
      ? [random.weighted({ applied: 60, partly: 15, unapplied: 10, draft: 10, canceled: 5 })]
      : [],
    failedPayment: random.chance(0.15),
    processingPayment: random.chance(0.05),
    overpaid: random.chance(0.06),
    unappliedPayment: random.chance(0.04),
    pendingContract: random.chance(0.05) ? random.pick(['Draft', 'In Approval'] as const) : null,
  };
  if (!showcase[ordinal]) return story;
  return {
    ...story,
    systems: status === 'PROSPECT' ? systems : everywhere,
    ...fixed,
    dirt: new Set(fixed.dirt),
  };
}

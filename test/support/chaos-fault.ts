import { eventually, type Landscape, type VendorName, vendorNames } from './hub.ts';

/** A call by which a saga changes something at a vendor. */
export interface WriteCall {
  readonly step: string;
  readonly vendor: VendorName;
  readonly match: { readonly method: string; readonly path: string };
}

const write = (step: string, vendor: VendorName, method: string, path: string): WriteCall => ({
  step,
  vendor,
  match: { method, path },
});

/** The writes of a deal whose customer only the CRM knows, in their order. */
export const dealWrites: readonly WriteCall[] = [
  write('ledger-customer', 'netsuite', 'PUT', '/customer/eid'),
  write('billing-account', 'zuora', 'POST', '/v1/accounts$'),
  write('subscription', 'zuora', 'POST', '/v1/orders$'),
  write('ledger-order', 'netsuite', 'PUT', '/salesOrder/eid'),
  write('ledger-posting', 'netsuite', 'POST', '/journalEntry$'),
  write('support-customer', 'zendesk', 'POST', '/organizations/create_or_update'),
  write('entitlement', 'zendesk', 'PUT', '/organizations/\\d+$'),
  write('contract', 'salesforce', 'POST', '/composite$'),
  write('deal', 'salesforce', 'PATCH', '/sobjects/Opportunity/'),
];

const changes: readonly WriteCall[] = [
  write('billing-order', 'zuora', 'POST', '/v1/orders$'),
  write('ledger-order', 'netsuite', 'PUT', '/salesOrder/eid'),
  write('ledger-posting', 'netsuite', 'POST', '/journalEntry$'),
  write('entitlement', 'zendesk', 'PUT', '/organizations/\\d+$'),
  write('contract', 'salesforce', 'PATCH', '/sobjects/Contract/'),
];

/** The writes of an amendment that concerns every system; what is credited is posted by a step of its own. */
export const amendmentWrites = (type: string): readonly WriteCall[] =>
  changes.map((each) =>
    type === 'CANCEL' && each.step === 'ledger-posting' ? { ...each, step: 'ledger-credit' } : each,
  );

/**
 * The first call of each of these meets a fault. Gives what ends all faults and tells the steps whose call did not meet theirs.
 */
export async function meetAll(
  land: Landscape,
  writes: readonly WriteCall[],
  act: object,
  count = 1,
): Promise<() => Promise<readonly string[]>> {
  for (const { vendor, match } of writes)
    await land.simulator(vendor).fault({ match: { ...match, count }, act });
  return async () => {
    const vendors = [...new Set(writes.map(({ vendor }) => vendor))];
    const unmet = await Promise.all(
      vendors.map(async (vendor) => {
        const { url } = land.simulator(vendor);
        const answer = await fetch(`${url}/__sim/faults`);
        const { rules } = (await answer.json()) as { rules: readonly { fired: number }[] };
        await land.simulator(vendor).calm();
        const own = writes.filter((each) => each.vendor === vendor);
        return own.filter((_, index) => (rules[index]?.fired ?? 0) < count).map(({ step }) => step);
      }),
    );
    return unmet.flat();
  };
}

/** What takes a deal back, but for its last step. */
export const dealUndoes: readonly WriteCall[] = [
  write('contract', 'salesforce', 'PATCH', '/sobjects/Contract/'),
  write('entitlement', 'zendesk', 'PUT', '/organizations/\\d+$'),
  write('ledger-posting', 'netsuite', 'POST', '/journalEntry$'),
  write('ledger-order', 'netsuite', 'PATCH', '/salesOrder/'),
  write('subscription', 'zuora', 'POST', '/revert$'),
  write('billing-account', 'zuora', 'PUT', '/v1/object/account/'),
  write('ledger-customer', 'netsuite', 'PATCH', '/customer/'),
];

/** What takes an amendment back, but for its last step. */
export const amendmentUndoes: readonly WriteCall[] = [
  write('entitlement', 'zendesk', 'PUT', '/organizations/\\d+$'),
  write('ledger-posting', 'netsuite', 'POST', '/journalEntry$'),
  write('ledger-order', 'netsuite', 'PUT', '/salesOrder/eid'),
  write('billing-order', 'zuora', 'POST', '/revert$'),
];

/** The ways in which a write is applied and its sender never told. */
export const ways = [
  ['reset after it was applied', { act: 'reset-after-apply' }],
  ['never answered', { act: 'hang-after-apply' }],
  ['answered with 500 after it was applied', { act: 'status', status: 500, body: {}, when: 'after' }],
  ['answered with half an answer', { act: 'truncate', cut: true }],
] as const;

/** Waits until a fault of a simulator has fired. */
async function fired(url: string): Promise<void> {
  await eventually('the call meets its fault', async () => {
    const { rules } = (await (await fetch(`${url}/__sim/faults`)).json()) as {
      rules: readonly { fired: number }[];
    };
    return rules.some((rule) => rule.fired > 0);
  });
}

/**
 * A vendor applies a call, does not answer it, and answers nothing from then on until it is calmed. Gives what resolves once that has come to
 * pass.
 */
export async function goesSilent(
  land: Landscape,
  { vendor, match }: WriteCall,
): Promise<() => Promise<void>> {
  const simulator = land.simulator(vendor);
  await simulator.fault({ match: { ...match, count: 1 }, act: { act: 'hang-after-apply' } });
  return async () => {
    await fired(simulator.url);
    await simulator.fault({ match: {}, act: { act: 'status', status: 503, body: {} } });
  };
}

/** A vendor keeps a call that it was sent, until it is calmed, and applies it then. Gives what resolves once it has the call. */
export async function keepsWaiting(
  land: Landscape,
  { vendor, match }: WriteCall,
): Promise<() => Promise<void>> {
  const simulator = land.simulator(vendor);
  await simulator.fault(
    { match: { ...match, count: 1 }, act: { act: 'hold', when: 'before' } },
    // It cannot be made anew meanwhile.
    { match: { ...match, nth: 2, count: 1_000_000 }, act: { act: 'reset-before-apply' } },
  );
  return () => fired(simulator.url);
}

/** A call is lost on its way, however often it is made, until its vendor is calmed. Gives what resolves once it was. */
export async function neverArrives(
  land: Landscape,
  { vendor, match }: WriteCall,
): Promise<() => Promise<void>> {
  const simulator = land.simulator(vendor);
  await simulator.fault({ match, act: { act: 'reset-before-apply' } });
  return () => fired(simulator.url);
}

/** Makes every system take so long for each write, or as long as it takes where nothing is said. */
export async function slowDown({ land }: { readonly land: Landscape }, ms: number, lost = 0): Promise<void> {
  const act = { act: 'delay', ms };
  const match = { method: 'POST', path: '/v1/orders$|journalEntry$|composite$', probability: lost };
  for (const vendor of vendorNames)
    await land
      .simulator(vendor)
      .fault(
        ...['POST', 'PUT', 'PATCH'].map((method) => ({ match: { method }, act })),
        ...(lost > 0 ? [{ match, act: { act: 'reset-after-apply' } }] : []),
      );
}

/** Ends all faults. */
export async function calmDown({ land }: { readonly land: Landscape }): Promise<void> {
  await Promise.all(vendorNames.map((vendor) => land.simulator(vendor).calm()));
}

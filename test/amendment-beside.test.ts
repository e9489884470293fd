import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backstage, openBackstage, readSubjects, type Subject } from './support/amending.ts';
import { eventually, type Landscape, type RunningHub, startLandscape } from './support/hub.ts';

// Two subscriptions of one customer: what it may use follows from both, so that neither change may be carried out by what was before the other.

const today = new Date().toISOString().slice(0, 10);
const addOns = ['SUPP-PREM-M', 'SUPP-ENT-Y', 'ANLY-PRO-Y'];
let land: Landscape;
let hub: RunningHub;
let stage: Backstage;

beforeAll(async () => {
  land = await startLandscape({ n: 120, seed: 77 });
  await land.backfill();
  hub = await land.serve({}, { roles: ['api', 'worker'], approvals: { rules: [] } });
  stage = openBackstage(land);
}, 240_000);
afterAll(async () => {
  await stage?.close();
  await hub?.close();
  await land?.close();
});

interface Previewed {
  readonly id: string;
  readonly blockers: readonly { readonly code: string }[];
  readonly plannedWrites: readonly { readonly operation: string }[];
}
interface Committed {
  readonly userErrors: readonly { readonly code: string }[];
  readonly run: { readonly id: string } | null;
}

async function previewOf(subject: Subject, input: object): Promise<Previewed> {
  const { rows } = await stage.database.query<{ version: number }>(
    'select version from entity where id = $1',
    [subject.subscription.id],
  );
  const { previewAmendment } = await hub.data<{ previewAmendment: Previewed }>(
    `query ($input: AmendmentInput!) { previewAmendment(input: $input) { id blockers { code } plannedWrites { operation } } }`,
    {
      input: {
        subscriptionId: subject.subscription.id,
        effectiveDate: today,
        expectedVersion: rows[0]!.version,
        ...input,
      },
    },
  );
  return previewAmendment;
}

const commit = async (previewId: string): Promise<Committed> =>
  (
    await hub.data<{ commitAmendment: Committed }>(
      `mutation ($input: CommitAmendmentInput!) { commitAmendment(input: $input) { userErrors { code } run { id } } }`,
      { input: { idempotencyKey: `${previewId}-${Math.random()}`, previewId } },
    )
  ).commitAmendment;

const ended = (runId: string): Promise<{ status: string; reason: string | null }> =>
  eventually(`the run ${runId} to end`, async () => {
    const { node } = await hub.data<{ node: { status: string; reason: string | null } }>(
      `query ($id: ID!) { node(id: $id) { ... on WorkflowRun { status reason } } }`,
      { id: runId },
    );
    return ['COMPLETED', 'FAILED', 'PAUSED'].includes(node.status) && node;
  });

interface Offer {
  readonly subject: Subject;
  readonly input: object;
  readonly preview: Previewed;
}

/** Two subscriptions of one customer, each with a change by which the customer may use more. */
async function besideEachOther(): Promise<readonly [Offer, Offer]> {
  const { subjects, catalogue } = await readSubjects(stage);
  const offerOf = async (subject: Subject, skus: readonly string[]): Promise<Offer | undefined> => {
    const interval = catalogue.find(({ priceId }) => priceId === subject.items[0]!.priceId)?.interval;
    for (const price of catalogue.filter((each) => each.interval === interval && skus.includes(each.sku))) {
      const input = { type: 'ADD_ON', items: [{ priceId: price.priceId, quantity: null }] };
      const preview = await previewOf(subject, input);
      const entitles = preview.plannedWrites.some(({ operation }) => operation === 'entitlement.set');
      if (preview.blockers.length === 0 && entitles) return { subject, input, preview };
    }
    return undefined;
  };
  for (const [, own] of Map.groupBy(subjects, ({ subscription }) => subscription.customerId)) {
    const offers: Offer[] = [];
    for (const subject of own) {
      const offer = await offerOf(subject, addOns);
      if (offer) offers.push(offer);
    }
    if (offers.length >= 2) return [offers[0]!, offers[1]!];
  }
  throw new Error('the world has no customer with two such subscriptions');
}

describe('changes of two subscriptions of one customer', () => {
  it('that set the same entitlement are carried out one after the other, each by what the other has left', async () => {
    const [one, two] = await besideEachOther();
    const [first, second] = await Promise.all([commit(one.preview.id), commit(two.preview.id)]);
    const codes = [first, second].map(({ userErrors }) => userErrors.map(({ code }) => code));
    expect(codes.toSorted()).toEqual([[], ['STALE_VERSION']]);
    const won = first.run ?? second.run!;
    const late = first.run ? two : one;
    expect(await ended(won.id)).toMatchObject({ status: 'COMPLETED' });

    const { result, calls } = await land.callsOf(async () => ended((await commit(late.preview.id)).run!.id));
    expect(result).toEqual({
      status: 'FAILED',
      reason: expect.stringContaining('another entitlement') as unknown,
    });
    expect(
      Object.values(calls)
        .flat()
        .filter(({ outcome }) => outcome === 'APPLIED'),
    ).toEqual([]);

    const fresh = await commit((await previewOf(late.subject, late.input)).id);
    expect(await ended(fresh.run!.id)).toMatchObject({ status: 'COMPLETED' });
  });
});

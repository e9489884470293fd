import type { Kind } from '../../src/canonical/kind.ts';
import { type Copy, createCopy } from '../../src/copy.ts';
import { ingest } from '../../src/sync/ingest.ts';
import { type NewDeal, salesDesk, type SalesDesk } from './deals.ts';
import { eventually, type Landscape, type RunningHub } from './hub.ts';
import { testKeyring } from './keyring.ts';

/** Settings by which every customer of a test world can be sold to; a run begins when a test starts it. */
export const sellingSettings = {
  automatic: false,
  legalEntities: [
    { id: 'america', countries: ['US', 'CA'], legalEntity: 'US01' },
    {
      id: 'europe',
      countries: ['GB', 'DE', 'FR', 'NL', 'IE', 'ES', 'IT', 'SE', 'AT', 'BE', 'CH'],
      legalEntity: 'EU01',
    },
  ],
  followMs: 50,
  approvalPollMs: 100,
};

/** A run as tests look at it. */
export interface SoldRun {
  readonly id: string;
  readonly status: string;
  readonly reason: string | null;
  readonly steps: readonly {
    readonly name: string;
    readonly status: string;
    readonly output: Readonly<Record<string, unknown>> | null;
    readonly input: Readonly<Record<string, unknown>> | null;
  }[];
  readonly checkpoints: readonly { readonly name: string }[];
  readonly exception: {
    readonly id: string;
    readonly code: string;
    readonly category: string;
    readonly status: string;
    readonly findings: readonly {
      readonly code: string;
      readonly path: string | null;
      readonly message: string;
    }[];
    readonly editableFields: readonly { readonly path: string; readonly allowed: unknown }[];
    readonly suggestions: readonly { readonly label: string; readonly patch: unknown }[];
  } | null;
}

interface Started {
  readonly userErrors: readonly { readonly code: string; readonly message: string }[];
  readonly run: { readonly id: string } | null;
  readonly replayed: boolean;
}

/** A customer as a deal needs it: its account in the CRM. */
export interface Buyer {
  readonly crmId: string;
  readonly currency: string;
}

/** A company that only the CRM knows. */
export interface Stranger extends Buyer {
  readonly name: string;
  readonly id: string;
  readonly contact: { readonly firstName: string; readonly lastName: string; readonly email: string };
}

/** People who sell, and the copy that hears of it. */
export interface Shop {
  readonly desk: SalesDesk;
  /** Enters a company in the CRM, each time another one; `fields` are of its account. Unless told otherwise it has a contact. */
  stranger(fields?: object, what?: { readonly contact?: boolean }): Promise<Stranger>;
  /** Enters the contact of a company. */
  contact(stranger: Pick<Stranger, 'crmId' | 'contact'>): Promise<void>;
  readonly copy: Copy;
  /** Reads records of a source into the copy now. */
  take(instance: string, kind: Kind, externalIds: readonly string[]): Promise<void>;
  /** A deal of a customer that is won and, unless told otherwise, approved; gives its ids in the CRM and here. */
  sell(
    buyer: Buyer,
    what?: Partial<NewDeal> & { readonly approve?: boolean; readonly win?: boolean },
  ): Promise<{ readonly crmId: string; readonly id: string; readonly workitem: string | null }>;
  idOf(instance: string, object: string, externalId: string): Promise<string>;
  close(): Promise<void>;
}

/** Makes records in an organisation, as an integration that is not the hub. */
async function creator({
  url,
  credentials,
}: {
  readonly url: string;
  readonly credentials: Readonly<Record<string, string>>;
}): Promise<(object: string, fields: object) => Promise<string>> {
  const login = await fetch(`${url}/services/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: credentials['clientId']!,
      client_secret: credentials['clientSecret']!,
    }),
  });
  const { access_token: token } = (await login.json()) as { access_token: string };
  return async (object, fields) => {
    const response = await fetch(`${url}/services/data/v68.0/sobjects/${object}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(fields),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${object}: ${response.status} ${text}`);
    return (JSON.parse(text) as { id: string }).id;
  };
}

/** What every company can be sold. */
export const usualLines = [
  { sku: 'PLAT-SEAT-Y', quantity: 10, unitPrice: 441.5 },
  { sku: 'SUPP-PREM-M', quantity: 1, unitPrice: 399 },
];

export async function openShop(land: Landscape): Promise<Shop> {
  const desk = await salesDesk(land.simulator('salesforce'));
  const create = await creator(land.simulator('salesforce'));
  let entered = 0;
  const copy = createCopy(land.config(), land.databaseUrl, testKeyring);
  const take: Shop['take'] = async (instance, kind, externalIds) => {
    const source = copy.sources.find((each) => each.instance === instance)!;
    const askedAt = new Date().toISOString();
    const records = await source.fetch(kind, externalIds, {});
    await ingest(copy, {
      instance,
      kind,
      records,
      askedAt,
      askedFor: { object: source.objectOf(kind), externalIds },
    });
  };
  const idOf: Shop['idOf'] = async (instance, object, externalId) => {
    const { rows } = await copy.database.query<{ id: string }>(
      'select entity_id as id from facet where instance = $1 and object = $2 and external_id = $3',
      [instance, object, externalId],
    );
    return rows[0]!.id;
  };
  const enter: Shop['contact'] = async ({ crmId, contact }) => {
    const id = await create('Contact', {
      AccountId: crmId,
      FirstName: contact.firstName,
      LastName: contact.lastName,
      Email: contact.email,
      Title: 'Controller',
    });
    await take('salesforce', 'Contact', [id]);
  };
  return {
    desk,
    copy,
    take,
    idOf,
    contact: enter,
    async stranger(fields = {}, { contact: known = true } = {}) {
      const nth = (entered += 1);
      const name = `Kestrel & Daughters ${nth}`;
      const crmId = await create('Account', {
        Name: name,
        Type: 'Prospect',
        Website: `https://kestrel-${nth}.example`,
        CurrencyIsoCode: 'USD',
        Segment__c: 'Mid-Market',
        Tax_Id__c: `94-77${String(nth).padStart(5, '0')}`,
        BillingStreet: `${nth} Pier Road`,
        BillingCity: 'Austin',
        BillingState: 'TX',
        BillingPostalCode: '78701',
        BillingCountry: 'US',
        ...fields,
      });
      const contact = {
        firstName: 'Ottilie',
        lastName: `Vanbrugh${nth}`,
        email: `ottilie.vanbrugh@kestrel-${nth}.example`,
      };
      await take('salesforce', 'Customer', [crmId]);
      if (known) await enter({ crmId, contact });
      const currency = (fields as { CurrencyIsoCode?: string }).CurrencyIsoCode ?? 'USD';
      return { crmId, currency, name, contact, id: await idOf('salesforce', 'Account', crmId) };
    },
    async sell(buyer, { approve = true, win = true, ...what } = {}) {
      const crmId = await desk.deal({
        accountId: buyer.crmId,
        currency: buyer.currency,
        lines: usualLines,
        ...what,
      });
      const workitem = approve ? await desk.submit(crmId) : null;
      if (workitem !== null) await desk.decide(workitem, 'Approve');
      if (win) await desk.win(crmId);
      await take('salesforce', 'Opportunity', [crmId]);
      return { crmId, id: await idOf('salesforce', 'Opportunity', crmId), workitem };
    },
    close: () => copy.close(),
  };
}

/** A step of a run by its name. */
export const stepOf = ({ steps }: Pick<SoldRun, 'steps'>, name: string): SoldRun['steps'][number] =>
  steps.find((step) => step.name === name)!;

const runFields = `id status reason steps { name status output input } checkpoints { name }
  exception { id code category status findings { code path message } editableFields { path allowed } suggestions { label patch } }`;

/** A hub as whoever sells sees it. */
export interface Counter {
  start(opportunityId: string, idempotencyKey?: string): Promise<Started>;
  run(id: string): Promise<SoldRun>;
  /** Waits until a run has come to a status. */
  until(id: string, status: string): Promise<SoldRun>;
  /** The run of a deal, once there is one. */
  runFor(opportunityId: string): Promise<string | null>;
  fix(exceptionId: string, patch: object): Promise<void>;
  /** Has everything taken back that a run did. */
  undo(runId: string): Promise<void>;
  /** Starts a deal's run and waits until it has come to a status. */
  carry(opportunityId: string, status?: string): Promise<SoldRun>;
}

let keys = 0;

export function counterOf(hub: Pick<RunningHub, 'data'>): Counter {
  const start: Counter['start'] = async (opportunityId, idempotencyKey = `sell-${(keys += 1)}`) => {
    const { startQuoteToCash } = await hub.data<{ startQuoteToCash: Started }>(
      `mutation ($input: StartQuoteToCashInput!) { startQuoteToCash(input: $input) { userErrors { code message } run { id } replayed } }`,
      { input: { idempotencyKey, opportunityId } },
    );
    return startQuoteToCash;
  };
  const run: Counter['run'] = async (id) =>
    (
      await hub.data<{ node: SoldRun }>(
        `query ($id: ID!) { node(id: $id) { ... on WorkflowRun { ${runFields} } } }`,
        { id },
      )
    ).node;
  const ends = ['COMPLETED', 'COMPENSATED', 'FAILED', 'CANCELLED', 'PAUSED'];
  const until: Counter['until'] = (id, status) =>
    eventually(`the run ${id} to be ${status}`, async () => {
      const now = await run(id);
      if (now.status !== status && ends.includes(now.status) && now.status !== 'PAUSED')
        throw new Error(`${now.status}: ${now.reason}`);
      return now.status === status && now;
    }).catch(async (error: unknown) => {
      const { steps, exception, ...rest } = await run(id);
      throw new Error(
        `${String(error)} ${JSON.stringify({ ...rest, exception, steps: steps.map(({ name, status: at }) => `${name} ${at}`) })}`,
      );
    });
  return {
    start,
    run,
    until,
    async runFor(opportunityId) {
      const { opportunity } = await hub.data<{ opportunity: { run: { id: string } | null } | null }>(
        'query ($id: ID!) { opportunity(id: $id) { run { id } } }',
        { id: opportunityId },
      );
      return opportunity?.run?.id ?? null;
    },
    async fix(exceptionId, patch) {
      const { fixAndResume } = await hub.data<{
        fixAndResume: { userErrors: unknown[]; results: readonly { ok: boolean; error: unknown }[] };
      }>(
        `mutation ($input: ExceptionActionInput!) { fixAndResume(input: $input) { userErrors { code message } results { ok error { code message } } } }`,
        { input: { idempotencyKey: `fix-${(keys += 1)}`, exceptionIds: [exceptionId], patch } },
      );
      if (fixAndResume.userErrors.length > 0 || !fixAndResume.results.every(({ ok }) => ok))
        throw new Error(JSON.stringify(fixAndResume));
    },
    async undo(runId) {
      const { compensateRun } = await hub.data<{ compensateRun: { userErrors: unknown[] } }>(
        `mutation ($input: RunActionInput!) { compensateRun(input: $input) { userErrors { code message } } }`,
        { input: { idempotencyKey: `undo-${(keys += 1)}`, runId, reason: 'a test' } },
      );
      if (compensateRun.userErrors.length > 0) throw new Error(JSON.stringify(compensateRun));
    },
    async carry(opportunityId, status = 'COMPLETED') {
      const { run: started, userErrors } = await start(opportunityId);
      if (!started) throw new Error(JSON.stringify(userErrors));
      return until(started.id, status);
    },
  };
}

import type { Principal } from '../auth/principal.ts';
import { hubActor } from '../canonical/audit.ts';
import { Problem } from '../canonical/problem.ts';
import type { QuoteToCashSettings } from '../settings/quote-to-cash.ts';
import type { Source } from '../sources/source.ts';
import type { Database, Queryable } from '../store/database.ts';
import type { AmendmentRules } from './amendment-plan.ts';
import { holdSubject, readDealRow, runFor, type Triggering } from '../store/trigger.ts';
import type { Acting, Note } from './acting.ts';
import { once } from './once.ts';
import type { DealRules } from './quote-to-cash-rules.ts';
import type { DealInput } from './quote-to-cash-look.ts';
import { quoteToCashSaga } from './quote-to-cash-saga.ts';
import type { Orders } from './saga.ts';

/** Deals that were won, and carrying them out. Arrays come back in the order of the arguments. */
export interface QuoteToCash {
  /**
   * Has a deal carried out, with its effect once for one key. NOT_FOUND for one that is not there; CONFLICT, naming the run, while one is
   * under way or when one has done it.
   */
  start(
    acting: Acting,
    idempotencyKey: string,
    input: { readonly opportunityId: string },
  ): Promise<{ readonly runId: string; readonly replayed: boolean }>;
  /** The same for an event of the log, in its transaction: the run is named after the event. Null: there is one already, or no deal. */
  startFor(db: Queryable, note: Note, event: Triggering): Promise<string | null>;
}

export interface QuoteToCashDeps {
  readonly tenant: string;
  readonly database: Database;
  readonly sources: readonly Source[];
  readonly orders: Orders;
  readonly settings: QuoteToCashSettings;
  /** What amendments go by as well. */
  readonly common: AmendmentRules;
}

const process = quoteToCashSaga.process;

/** Whoever may not see a deal is told the same as if there were none. */
export const unknownDeal = (): Problem =>
  new Problem('NOT_FOUND', 'There is no such opportunity.', { path: 'opportunityId' });

/** In whose name the hub acts by itself. */
const hubPrincipal = (tenant: string): Principal => ({
  ...hubActor,
  tenant,
  name: 'Isthmus',
  kind: 'SERVICE',
  roles: ['SERVICE'],
  scopes: [],
  regions: null,
  legalEntities: null,
  tokenId: null,
  expiresAt: Number.POSITIVE_INFINITY,
  issuedAt: 0,
});

/** Quote-to-cash over a copy, its sources and whatever moves runs on. */
export function createQuoteToCash(deps: QuoteToCashDeps): QuoteToCash {
  const { tenant, database, sources, orders, settings, common } = deps;
  const rules: DealRules = {
    legalEntities: settings.legalEntities,
    dimensions: settings.dimensions,
    paymentTerms: settings.paymentTerms,
    allowedPaymentTerms: settings.allowedPaymentTerms,
    termMonths: settings.termMonths,
    autoRenew: settings.autoRenew,
    maxDiscountPercent: settings.maxDiscountPercent,
    common: {
      legalEntities: common.legalEntities,
      taxIdCountries: common.taxIdCountries,
      dimensions: common.dimensions,
      entitlements: common.entitlements,
    },
  };

  /** Starts a run in the transaction, which holds the deal from here on. CONFLICT where there is one. */
  async function begin(
    db: Queryable,
    note: Note,
    acting: Acting,
    opportunityId: string,
    event: Triggering | null,
  ): Promise<string> {
    await holdSubject(db, process, opportunityId);
    const deal = await readDealRow(db, opportunityId);
    if (!deal) throw unknownDeal();
    const other = await runFor(db, process, deal.id);
    if (other)
      throw new Problem(
        'CONFLICT',
        `The run ${other.id} ${other.over ? 'has carried out' : 'is carrying out'} this deal.`,
        { path: 'opportunityId' },
      );
    const crm = sources.find(
      ({ instance, roles }) => roles?.crm !== undefined && deal.instances.includes(instance),
    );
    if (!crm)
      throw new Problem('SOURCE_REJECTED', 'The CRM of this deal cannot be written to.', { system: 'CRM' });
    const input: DealInput = { opportunityId: deal.id, rules, crm: crm.instance };
    return orders.start(db, note, acting, {
      saga: quoteToCashSaga,
      input,
      subjectId: deal.id,
      customerId: deal.customerId,
      concerns: [deal.id, ...(deal.customerId === null ? [] : [deal.customerId])],
      triggerEvent: event?.id ?? null,
      moneyAtRisk: deal.amount,
      ...(event && { id: event.id.replace(/^evt_/, 'run_') }),
    });
  }

  return {
    async start(acting, idempotencyKey, input) {
      const request = { field: 'startQuoteToCash', idempotencyKey, input: { ...input } };
      const { answer, replayed } = await once(database, acting, request, async (db, note) => ({
        answer: { runId: await begin(db, note, acting, input.opportunityId, null) },
      }));
      const runId = answer['runId']!;
      if (!replayed) orders.wake([runId]);
      return { runId, replayed };
    },
    async startFor(db, note, event) {
      const acting = { principal: hubPrincipal(tenant), correlationId: event.correlationId };
      try {
        return await begin(db, note, acting, event.subjectId, event);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        return null;
      }
    },
  };
}

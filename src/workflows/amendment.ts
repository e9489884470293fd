import Big from 'big.js';
import { everybodyBehind } from '../auth/duties.ts';
import { type ApprovalRule, conditionOf, ruleFor } from '../auth/rule.ts';
import type { AmendmentRequest } from '../canonical/amendment.ts';
import { type Finding, finding } from '../canonical/finding.ts';
import { ulid } from '../canonical/id.ts';
import { type Money, convert, money } from '../canonical/money.ts';
import { Problem } from '../canonical/problem.ts';
import type { Source } from '../sources/source.ts';
import type { Approval } from '../store/approval.ts';
import {
  addAmendment,
  addPreview,
  amendmentOfRun,
  amendmentsById,
  amendmentsInTheWay,
  forgetPreviews,
  holdSubscription,
  previewsById,
  type StoredAmendment,
  type StoredPreview,
} from '../store/amendment.ts';
import { amendmentList } from '../store/amendment-list.ts';
import type { Database, Queryable } from '../store/database.ts';
import { readPage } from '../store/page.ts';
import { rememberPerson } from '../store/person.ts';
import { lockRun } from '../store/run-control.ts';
import type { IdPage, PageArgs, Reader } from '../store/read.ts';
import { reportingRates } from '../store/summary.ts';
import type { Acting, Note } from './acting.ts';
import { buildPreview } from './amendment-build.ts';
import type { AmendmentInput } from './amendment-check.ts';
import { readKnown, readLive } from './amendment-facts.ts';
import { legalEntityOf } from './amendment-party.ts';
import type { AmendmentRules, Impact, PreviewContent } from './amendment-plan.ts';
import { checkRequest } from './amendment-products.ts';
import { amendmentSaga } from './amendment-saga.ts';
import { refuseBeside, refuseStale } from './amendment-refuse.ts';
import { tellAmendment } from './amendment-tell.ts';
import { once } from './once.ts';
import { requestApproval } from './request.ts';
import { order as orderRun } from './run-control.ts';
import { unknownRun } from './run.ts';
import type { Orders, Saga } from './saga.ts';

/** What would come of a change, as it was when it was computed. */
export type Preview = Omit<StoredPreview, 'content'> & {
  readonly content: PreviewContent;
  /** The rules by which somebody else must agree. */
  readonly approvalsNeeded: readonly Approval['rule'][];
};
/** A change that somebody committed. */
export type Amendment = Omit<StoredAmendment, 'impact'> & { readonly impact: Impact };

export interface AmendmentAnswer {
  readonly amendment: Amendment;
  readonly replayed: boolean;
}

/** Changes of subscriptions: what they would come to, and having them carried out. Arrays come back in the order of the arguments. */
export interface Amendments {
  byIds(ids: readonly string[]): Promise<(Amendment | null)[]>;
  previewsByIds(ids: readonly string[]): Promise<(Preview | null)[]>;
  /** What a run carries out; null: no amendment. */
  ofRun(runId: string): Promise<Amendment | null>;
  /** The amendments of some subscriptions, the newest first. */
  list(subscriptionIds: readonly string[], page: PageArgs): Promise<IdPage>;
  /**
   * Computes what a change would come to from the systems themselves, and stores it. Everything that was found is in it. Throws
   * INVALID_INPUT for a request that cannot be understood, NOT_FOUND, and STALE_VERSION with the version there is.
   */
  preview(acting: Acting, request: AmendmentRequest): Promise<Preview>;
  /**
   * Has a preview carried out. PREVIEW_STALE when it has expired or the subscription has moved since, STALE_VERSION while another change of
   * the subscription is under way, CONFLICT for one that was committed before, and the first of its blockers where it has any.
   */
  commit(
    acting: Acting,
    idempotencyKey: string,
    input: { readonly previewId: string; readonly note: string | null },
  ): Promise<AmendmentAnswer>;
  /** Calls off what its run has not begun, and takes back what it has done. */
  cancel(
    acting: Acting,
    idempotencyKey: string,
    input: { readonly runId: string; readonly reason: string },
  ): Promise<AmendmentAnswer>;
  close(): Promise<void>;
}

export interface AmendmentDeps {
  readonly database: Database;
  readonly reader: Reader;
  readonly sources: readonly Source[];
  readonly orders: Orders;
  readonly rules: readonly ApprovalRule[];
  readonly reportingCurrency: string;
  readonly settings: AmendmentRules;
  /** Milliseconds since the epoch. */
  now(): number;
  readonly onTrouble?: (message: string, detail: object) => void;
}

const previewDays = 7;
const sweepEveryMs = 3_600_000;
const longestNote = 1000;

const processOf: Readonly<Record<string, 'RENEWAL' | 'CANCELLATION'>> = {
  RENEW: 'RENEWAL',
  CANCEL: 'CANCELLATION',
};
const sagas = {
  AMENDMENT: amendmentSaga('AMENDMENT'),
  RENEWAL: amendmentSaga('RENEWAL'),
  CANCELLATION: amendmentSaga('CANCELLATION'),
};

/** The sagas by which amendments are carried out. */
export const amendmentSagas: readonly Saga<never>[] = Object.values(sagas);

/** Whoever may not see a preview is told the same as if there were none. */
export const unknownPreview = (): Problem =>
  new Problem('NOT_FOUND', 'There is no such preview.', { path: 'previewId' });

/** Amendments over a copy, its sources and whatever moves runs on. */
export function createAmendments(deps: AmendmentDeps): Amendments {
  const { database, orders, settings, rules } = deps;
  const timer = setInterval(() => {
    forgetPreviews(database, previewDays).catch((err: unknown) =>
      deps.onTrouble?.('previews that nobody committed could not be deleted', { err }),
    );
  }, sweepEveryMs);
  timer.unref();

  const shown = ({ content, ...preview }: StoredPreview): Preview => {
    const told = content as PreviewContent;
    const rule = told.impact && ruleOf(told);
    return {
      ...preview,
      content: told,
      approvalsNeeded: rule ? [{ ...rule, condition: conditionOf(rule) }] : [],
    };
  };
  const ruleOf = ({ amount, plan }: PreviewContent): ApprovalRule | null =>
    ruleFor(rules, { kind: 'AMENDMENT', records: 0, amount, legalEntities: [plan!.legalEntity] });

  async function byIds(ids: readonly string[]): Promise<(Amendment | null)[]> {
    const found = new Map((await amendmentsById(database, ids)).map((each) => [each.id, each as Amendment]));
    return ids.map((id) => found.get(id) ?? null);
  }

  async function commitOnce(
    db: Queryable,
    note: Note,
    acting: Acting,
    { previewId, note: said }: { readonly previewId: string; readonly note: string | null },
  ) {
    const [stored] = await previewsById(db, [previewId]);
    if (!stored) throw unknownPreview();
    const { subscriptionId, customerId, input, content } = stored;
    const { plan, impact, blockers, changes, makers = [] } = content as PreviewContent;
    await holdSubscription(db, subscriptionId);
    await refuseStale(db, stored, blockers[0]);
    await refuseBeside(db, stored, plan!);
    const rule = ruleOf(content as PreviewContent);
    const [id, runId] = [`amd_${ulid()}`, `run_${ulid()}`];
    const saga = sagas[processOf[input.type] ?? 'AMENDMENT'];
    const amount = largestOf(impact!);
    const concerns = [customerId, subscriptionId];
    const given: AmendmentInput = {
      amendmentId: id,
      plan: plan!,
      rules: { legalEntities: settings.legalEntities, taxIdCountries: settings.taxIdCountries },
    };
    await orders.start(db, note, acting, {
      saga,
      id: runId,
      input: given,
      subjectId: subscriptionId,
      customerId,
      concerns,
      triggerEvent: null,
      moneyAtRisk: amount,
      waitsForApproval: rule !== null,
    });
    const status = rule ? 'PENDING_APPROVAL' : 'APPLYING';
    const amendment = await addAmendment(db, {
      id,
      previewId,
      subscriptionId,
      customerId,
      runId,
      type: input.type,
      status,
      effectiveDate: input.effectiveDate,
      reason: said ?? input.reason,
      changes,
      impact: impact!,
      requestedBy: await rememberPerson(db, acting.principal),
    });
    if (rule) {
      const { chargeNow, creditNow, tax, mrrDelta, tcvDelta } = impact!;
      await requestApproval(db, note, acting, {
        rule,
        subjectId: id,
        topic: id,
        concerns,
        behind: makers,
        shown: {
          amendment: { id, type: input.type, subscriptionId, effectiveDate: input.effectiveDate, changes },
          impact: { chargeNow, creditNow, tax, mrrDelta, tcvDelta },
          previewId,
        },
        isOutdated: () => Promise.resolve(false),
      });
    }
    await tellAmendment(db, amendment, 'PENDING_APPROVAL');
    note({
      action: 'amendment.committed',
      subject: id,
      after: { previewId, runId, status, type: input.type, subscriptionId },
    });
    return { answer: { amendmentId: id } };
  }

  async function answerOf(amendmentId: string, replayed: boolean): Promise<AmendmentAnswer> {
    const [amendment] = await byIds([amendmentId]);
    return { amendment: amendment!, replayed };
  }

  return {
    byIds,
    async previewsByIds(ids) {
      const found = new Map((await previewsById(database, ids)).map((each) => [each.id, shown(each)]));
      return ids.map((id) => found.get(id) ?? null);
    },
    ofRun: async (runId) => ((await amendmentOfRun(database, runId)) as Amendment | undefined) ?? null,
    list: (subscriptionIds, page) => readPage(database, amendmentList({ subscriptionIds }), page),
    async preview({ principal, correlationId }, request) {
      const known = await readKnown(deps, request);
      const { subscription } = known;
      checkRequest(request, subscription.items ?? []);
      if (request.expectedVersion !== subscription.version)
        throw new Problem(
          'STALE_VERSION',
          `The subscription has version ${subscription.version}, not ${request.expectedVersion}; look at it again.`,
          { path: 'expectedVersion' },
        );
      const today = new Date(deps.now()).toISOString().slice(0, 10);
      const call = { lane: 'interactive' as const };
      const [live, rates] = await Promise.all([
        readLive(known, request, today, legalEntityOf(known, null, settings), call),
        reportingRates(database, deps.reportingCurrency),
      ]);
      const inReporting = ({ amount, currency }: Money): string | null =>
        rates[currency] === undefined
          ? null
          : convert(money(amount, currency), rates[currency], deps.reportingCurrency).amount;
      const built = buildPreview({
        known,
        live,
        request,
        today,
        settings,
        inReporting,
        correlationId,
      });
      const { active } = await amendmentsInTheWay(database, '', subscription.id);
      const warnings = active === null ? built.warnings : [...built.warnings, underWay(active)];
      const content: PreviewContent = { ...built, warnings, makers: everybodyBehind(principal) };
      const stored = await addPreview(
        database,
        {
          id: `prv_${ulid()}`,
          subscriptionId: subscription.id,
          customerId: subscription.customerId!,
          input: request,
          baseVersion: subscription.version,
          sourceVersion: subscription.sourceVersion ?? 0,
          content,
          account: principal.account,
        },
        settings.previewMinutes,
      );
      return shown(stored);
    },
    async commit(acting, idempotencyKey, input) {
      checkText(input.note, 'note');
      const request = { field: 'commitAmendment', idempotencyKey, input: { ...input } };
      const { answer, replayed } = await once(database, acting, request, (db, note) =>
        commitOnce(db, note, acting, input),
      );
      const answered = await answerOf(answer['amendmentId']!, replayed);
      if (!replayed) orders.wake([answered.amendment.runId]);
      return answered;
    },
    async cancel(acting, idempotencyKey, input) {
      checkText(input.reason, 'reason');
      const request = { field: 'cancelAmendment', idempotencyKey, input: { ...input } };
      const { answer, replayed } = await once(database, acting, request, async (db, note) => {
        const amendment = await amendmentOfRun(db, input.runId);
        if (!amendment) throw unknownRun();
        const desk = { db, note, acting, orders };
        const how = { runId: input.runId, fromStep: null, reason: input.reason };
        // Which of the two is possible follows from whether a write was begun; whichever it is, one transaction sees one of them.
        const run = await lockRun(db, input.runId);
        if (run?.status === 'COMPLETED')
          throw new Problem(
            'CONFLICT',
            'The amendment is applied in every system and is not undone any more; preview another one that changes it back.',
            { path: 'runId' },
          );
        const acted = run?.steps.some(({ effect }) => effect !== 'NONE');
        if (!(await orderRun(desk, acted ? 'compensateRun' : 'cancelRun', how))) throw unknownRun();
        return { answer: { amendmentId: amendment.id } };
      });
      if (!replayed) orders.wake([input.runId]);
      return answerOf(answer['amendmentId']!, replayed);
    },
    async close() {
      clearInterval(timer);
      await Promise.resolve();
    },
  };
}

/** What is said of a subscription of which another change is under way: it decides whether this one can be committed. */
const underWay = (amendmentId: string): Finding =>
  finding({
    code: 'CONFLICT',
    message: `Another change of the subscription is under way, ${amendmentId}. This one can be committed only if that comes to nothing; else preview it again.`,
    path: 'subscriptionId',
  });

function checkText(text: string | null, path: string): void {
  if (text !== null && (text.length > longestNote || text.includes('\0') || !text.isWellFormed()))
    throw new Problem(
      'INVALID_INPUT',
      `It has at most ${longestNote} characters and holds no U+0000 or half a character.`,
      { path },
    );
}

/** The largest of what is charged, credited and changed in value. */
function largestOf({ chargeNow, creditNow, tcvDelta }: Impact): Money {
  const amounts = [chargeNow, creditNow, tcvDelta].map(({ amount }) => new Big(amount).abs());
  return money(amounts.reduce((a, b) => (a.gt(b) ? a : b)).toFixed(), chargeNow.currency);
}

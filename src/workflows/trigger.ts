import { hubActor } from '../canonical/audit.ts';
import { isOutage } from '../canonical/outage.ts';
import { Problem } from '../canonical/problem.ts';
import type { QuoteToCashSettings } from '../settings/quote-to-cash.ts';
import type { Source } from '../sources/source.ts';
import { appendAudit, type AuditInput } from '../store/audit.ts';
import type { Database } from '../store/database.ts';
import type { Reader } from '../store/read.ts';
import { moveTrigger, nextOfLog, recheckNow, waitingAt } from '../store/trigger.ts';
import type { Note } from './acting.ts';
import type { QuoteToCash } from './quote-to-cash.ts';
import { approvalStep } from './quote-to-cash-look.ts';
import type { Orders } from './saga.ts';

export interface TriggerDeps {
  readonly database: Database;
  readonly reader: Reader;
  readonly sources: readonly Source[];
  readonly quoteToCash: QuoteToCash;
  readonly orders: Orders;
  readonly settings: Pick<QuoteToCashSettings, 'automatic' | 'followMs' | 'approvalPollMs'>;
  readonly onTrouble: (message: string, detail: object) => void;
}

/** What sets runs off by itself, and lets those go on that wait for another system. */
export interface Trigger {
  close(): Promise<void>;
}

const name = 'quote-to-cash';
const event = 'opportunity.closed_won';
const atOnce = 200;
const askedAtOnce = 50;

/**
 * Starts a run for each deal of the next part of the log that was won: in the order of the log, in the transaction that notes how far it was
 * read, so that one which is cut off is done again as a whole. The number of events looked at; null where another node does it now.
 */
export async function followDeals(deps: TriggerDeps): Promise<number | null> {
  const { database, quoteToCash, orders, settings } = deps;
  const started: string[] = [];
  const looked = await database.transaction(async (db) => {
    const part = await nextOfLog(db, name, event, atOnce);
    if (!part || part.looked === 0) return part?.looked ?? null;
    const entries: AuditInput[] = [];
    for (const each of settings.automatic ? part.events : []) {
      const { correlationId } = each;
      const note: Note = (entry) => void entries.push({ actor: hubActor, correlationId, ...entry });
      const runId = await quoteToCash.startFor(db, note, each);
      if (runId !== null) started.push(runId);
    }
    await moveTrigger(db, name, part.position);
    await appendAudit(db, entries);
    return part.looked;
  });
  if (started.length > 0) orders.wake(started);
  return looked;
}

/**
 * Asks the CRM of deals whose runs wait for their approval, and has those tried again of which it has decided: an approval changes nothing
 * of a deal that the feeds would tell. `after` is where the last round ended; gives where this one did, empty at the end.
 */
export async function watchApprovals(deps: TriggerDeps, after: string): Promise<string> {
  const { database, reader, sources } = deps;
  const waiting = await waitingAt(database, approvalStep, 'APPROVAL_REQUIRED', after, askedAtOnce);
  if (waiting.length === 0) return '';
  const references = await reader.references(waiting.map(({ subjectId }) => subjectId));
  const decided: string[] = [];
  for (const [index, { exceptionId }] of waiting.entries()) {
    const at = references[index]!.flatMap(({ instance, externalId }) => {
      const crm = sources.find((source) => source.instance === instance)?.roles?.crm;
      return crm ? [{ crm, externalId }] : [];
    })[0];
    if (!at) continue;
    try {
      const deal = await at.crm.deal(at.externalId, { lane: 'standard' });
      if (deal?.approval === 'APPROVED' || deal?.approval === 'REJECTED') decided.push(exceptionId);
    } catch (error) {
      // A CRM that does not answer is asked again in the next round.
      if (!(error instanceof Problem)) throw error;
      return '';
    }
  }
  if (decided.length > 0) await recheckNow(database, decided);
  return waiting.length < askedAtOnce ? '' : waiting.at(-1)!.exceptionId;
}

/** Does `work` again and again, one round after the other, until it is ended; what goes wrong is told and tried again. */
function repeat(
  everyMs: number,
  work: () => Promise<unknown>,
  onTrouble: TriggerDeps['onTrouble'],
): () => Promise<void> {
  let underWay: Promise<void> | undefined;
  const timer = setInterval(() => {
    underWay ??= work()
      .then(
        () => {},
        (err: unknown) => {
          if (!isOutage(err)) onTrouble('deals that were won could not be followed', { err });
        },
      )
      .finally(() => (underWay = undefined));
  }, everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await underWay;
  };
}

/** Follows the log for deals that were won, and the CRM for approvals that runs wait for. On several nodes each does what no other one does. */
export function startTrigger(deps: TriggerDeps): Trigger {
  const { settings, onTrouble } = deps;
  let closed = false;
  let after = '';
  const ends = [
    repeat(
      settings.followMs,
      async () => {
        while (!closed && (await followDeals(deps)) === atOnce);
      },
      onTrouble,
    ),
    repeat(settings.approvalPollMs, async () => (after = await watchApprovals(deps, after)), onTrouble),
  ];
  return {
    async close() {
      closed = true;
      await Promise.all(ends.map((end) => end()));
    },
  };
}

import { hubActor } from '../../src/canonical/audit.ts';
import { type Finding, finding, Refused } from '../../src/canonical/finding.ts';
import { type ExceptionSettings, exceptionSettings } from '../../src/settings/exceptions.ts';
import { appendAudit, type AuditInput } from '../../src/store/audit.ts';
import type { Queryable } from '../../src/store/database.ts';
import type { Note } from '../../src/workflows/acting.ts';
import { createOpenException, type Opening } from '../../src/workflows/exception-open.ts';
import type { TestHub } from './graph.ts';
import { type GivenRun, giveRun } from './runs.ts';

/** A product that the ledger does not know, which a person can map. */
export const unmapped = (sku: string, more: Partial<Finding> = {}): Finding =>
  finding({
    code: 'PRODUCT_UNMAPPED',
    message: `The ledger does not know ${sku}; choose the item that it stands for.`,
    path: `items.${sku}`,
    system: 'ERP',
    rootCauseKey: `PRODUCT_UNMAPPED:netsuite:${sku}`,
    editable: [
      {
        path: `ledgerItem.${sku}`,
        type: 'choice',
        current: null,
        allowed: ['IT-1', 'IT-2'],
        touchesMoney: true,
      },
      { path: 'note', type: 'text', current: null, allowed: null, touchesMoney: false },
    ],
    suggestions: [
      {
        label: 'Use IT-1',
        patch: { [`ledgerItem.${sku}`]: 'IT-1' },
        confidence: 0.9,
        basis: 'Its name is the same.',
      },
    ],
    ...more,
  });

/** Runs work in a transaction that ends with what is noted of it, as the engine does. */
export function asEngine<T>(hub: TestHub, work: (db: Queryable, note: Note) => Promise<T>): Promise<T> {
  return hub.copy.database.transaction(async (db) => {
    const entries: AuditInput[] = [];
    const result = await work(
      db,
      (entry) => void entries.push({ actor: hubActor, correlationId: 'cor-engine', ...entry }),
    );
    await appendAudit(db, entries);
    return result;
  });
}

/** A run that a check has stopped, and the exception that it opened. */
export interface Stopped {
  readonly runId: string;
  readonly exceptionId: string;
  /** Stops it again, by default for the same reason; the id of the exception. */
  again(more?: Partial<Opening>, settings?: ExceptionSettings): Promise<string>;
}

/** Stops a new run of a customer. */
export async function stopRun(
  hub: TestHub,
  opening: Partial<Opening> = {},
  run: Partial<GivenRun> = {},
  settings = exceptionSettings.parse({}),
): Promise<Stopped> {
  const customerId =
    opening.customerId === undefined ? await hub.idOf('salesforce', 'Account', '002') : opening.customerId;
  const runId = await giveRun(hub.copy.database, {
    status: 'PAUSED',
    subjectId: customerId ?? 'cus_gone',
    customerId,
    steps: [{ name: 'validate', kind: 'check', instance: 'netsuite', status: 'FAILED' }, { name: 'post' }],
    ...run,
    ...(opening.concerns && { concerns: opening.concerns }),
  });
  const whole: Opening = {
    runId,
    process: 'AMENDMENT',
    correlationId: `cor-${runId}`,
    customerId,
    concerns: customerId === null ? [] : [customerId],
    moneyAtRisk: { amount: '1200.00', currency: 'USD' },
    stepIndex: 0,
    stepName: 'validate',
    instance: 'netsuite',
    system: 'ERP',
    skippable: false,
    failure: { is: 'refused', error: new Refused([unmapped('SEC-AUDIT-M')]) },
    nextAt: null,
    ...opening,
  };
  const open = (more: Partial<Opening> = {}, by = settings): Promise<string> =>
    asEngine(hub, (db, note) =>
      createOpenException({ settings: by, reportingCurrency: 'USD' })(db, note, { ...whole, ...more }),
    );
  return { runId, exceptionId: await open(), again: open };
}

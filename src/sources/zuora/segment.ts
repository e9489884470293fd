import { addDays, type Day } from '../../canonical/day.ts';
import type { Row } from '../http/reader.ts';

const endOf = (charge: Row): Day => charge.dateOrNull('effectiveEndDate') ?? '9999-12-31';

/**
 * Charges as they are in force on a day. Zuora keeps a row for each stretch of days in which nothing of a charge changes (a segment, from
 * its start to before its end), so that changes to come and removed products are among the rows. Of a subscription that has not begun it
 * is those that begin first; of one that has ended (`ends`: the first day it no longer covers), those of its last day. In the order of their
 * numbers: that of ids changes with every version.
 */
export function inForce(charges: readonly Row[], today: Day, ends: Day | null): readonly Row[] {
  const begins = charges.map((charge) => charge.date('effectiveStartDate')).toSorted()[0] ?? today;
  const latest = ends !== null && ends <= today ? addDays(ends, -1) : today;
  const day = latest < begins ? begins : latest;
  return charges
    .filter((charge) => charge.date('effectiveStartDate') <= day && day < endOf(charge))
    .toSorted(byNumber);
}

/** Charges that are in force on a day or will be, in the order of their numbers and days. */
export function notOver(charges: readonly Row[], today: Day): readonly Row[] {
  return charges
    .filter((charge) => charge.date('effectiveStartDate') < endOf(charge) && today < endOf(charge))
    .toSorted(
      (a, b) => order(a.text('chargeNumber'), b.text('chargeNumber')) || order(startOf(a), startOf(b)),
    );
}

const byNumber = (a: Row, b: Row): number => order(a.text('chargeNumber'), b.text('chargeNumber'));
const startOf = (charge: Row): Day => charge.date('effectiveStartDate');
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

import { addMonths, dateText, type Day, monthEnd, monthStart } from './days.ts';
import type { IdMint } from './ids.ts';
import { randomOf } from './random.ts';
import type { LegalEntity, Period, World } from './types.ts';

const monthsOfBooks = 24;
/** Periods are set up for as long as revenue of what is sold runs: before the oldest subscription, and beyond further terms. */
const monthsBefore = 37;
const monthsAhead = 84;

/** Our two companies. */
export function makeLegalEntities(ids: IdMint): readonly LegalEntity[] {
  return [
    {
      erpId: ids.netsuite('subsidiary'),
      code: 'US01',
      name: 'Brightlane Systems, Inc.',
      country: 'US',
      region: 'US',
      currency: 'USD',
    },
    {
      erpId: ids.netsuite('subsidiary'),
      code: 'EU01',
      name: 'Brightlane Systems Europe B.V.',
      country: 'NL',
      region: 'EU',
      currency: 'EUR',
    },
  ];
}

/** Months from three years ago to seven ahead: that of `today` and later ones open, the one before it soft-closed, the older ones closed. */
export function makePeriods(today: Day, ids: IdMint): readonly Period[] {
  const format = new Intl.DateTimeFormat('en-US', { month: 'short', year: 'numeric', timeZone: 'UTC' });
  return Array.from({ length: monthsBefore + 1 + monthsAhead }, (_, i) => {
    const age = monthsBefore - i;
    const start = addMonths(monthStart(today), -age);
    return {
      erpId: ids.netsuite('accountingperiod'),
      name: format.format(start * 86_400_000),
      start: dateText(start),
      end: dateText(monthEnd(start)),
      status: age <= 0 ? 'OPEN' : age === 1 ? 'SOFT_CLOSED' : 'CLOSED',
    };
  });
}

/** Rates at the end of each of the last 24 whole months, four decimals, units of `base` per unit of `currency`. */
export function makeRates(today: Day, seed: number): World['rates'] {
  const random = randomOf(seed, 'rates');
  const rates: { base: string; currency: string; rate: string; date: string }[] = [];
  const text = (tenThousandths: number): string => {
    const digits = String(tenThousandths).padStart(5, '0');
    return `${digits.slice(0, -4)}.${digits.slice(-4)}`;
  };
  let euro = 10850;
  let pound = 12700;
  for (let age = monthsOfBooks; age >= 1; age--) {
    euro += random.int(-90, 90);
    pound += random.int(-110, 110);
    const date = dateText(addMonths(monthStart(today), 1 - age) - 1);
    rates.push({ base: 'USD', currency: 'EUR', rate: text(euro), date });
    rates.push({ base: 'USD', currency: 'GBP', rate: text(pound), date });
    rates.push({ base: 'EUR', currency: 'USD', rate: text(Math.round(1e8 / euro)), date });
    rates.push({ base: 'EUR', currency: 'GBP', rate: text(Math.round((pound * 10_000) / euro)), date });
  }
  return rates;
}

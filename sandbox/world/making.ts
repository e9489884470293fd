import type { Offer } from './catalogue.ts';
import type { Day } from './days.ts';
import type { IdMint } from './ids.ts';
import type { Country } from './places.ts';
import type { Random } from './random.ts';
import type { Story } from './story.ts';

/** What every noun of a company is made from. */
export interface Making {
  readonly ordinal: number;
  readonly random: Random;
  readonly ids: IdMint;
  readonly story: Story;
  readonly country: Country;
  readonly today: Day;
  readonly offers: readonly Offer[];
  readonly termsDays: number;
}

import { makeLegalEntities, makePeriods, makeRates } from './books.ts';
import { makeCatalogue } from './catalogue.ts';
import { type Identity, makeCompany } from './company.ts';
import { dayOf } from './days.ts';
import { type IdMint, idMint } from './ids.ts';
import type { Making } from './making.ts';
import { drawChildName, drawName, nameRegister, slug } from './name.ts';
import { countryOf } from './places.ts';
import { randomOf } from './random.ts';
import { storyOf } from './story.ts';
import type { Company, Rep, World } from './types.ts';
import { industries, people } from './words.ts';

const repCount = 12;
const deepest = 3;

function makeReps(seed: number, ids: IdMint): readonly Rep[] {
  const random = randomOf(seed, 'reps');
  const taken = new Set<string>();
  return Array.from({ length: repCount }, () => {
    for (;;) {
      const name = `${random.pick(people.english.first)} ${random.pick(people.english.last)}`;
      if (taken.has(name)) continue;
      taken.add(name);
      return {
        crmId: ids.salesforce('User'),
        name,
        email: `${name.split(' ').map(slug).join('.')}@brightlane.example`,
      };
    }
  });
}

/**
 * The world of `n` companies: pure, and the same for the same (n, seed, today). A company is the same in a larger world of that seed and day.
 * 5,000 companies take about two seconds and 200 MB.
 */
export function makeWorld({ n, seed, today }: { n: number; seed: number; today: string }): World {
  const ids = idMint(seed);
  const day = dayOf(today);
  const reps = makeReps(seed, ids);
  const legalEntities = makeLegalEntities(ids);
  const periods = makePeriods(day, ids);
  const offers = makeCatalogue(ids);
  const register = nameRegister();
  const depth = new Map<number, number>();
  const parents: number[] = [];
  const companies: Company[] = [];
  for (let ordinal = 1; ordinal <= n; ordinal++) {
    const story = storyOf(seed, ordinal);
    const random = randomOf(seed, 'company', ordinal);
    const country = countryOf(story.country);
    const parent =
      story.parent === 'none' || parents.length === 0
        ? null
        : story.parent === 'any'
          ? random.pick(parents)
          : story.parent;
    const level = parent === null ? 1 : depth.get(parent)! + 1;
    const above = parent === null ? null : companies[parent - 1]!;
    const industry = story.industry ?? above?.industry ?? random.pick(Object.keys(industries));
    if (story.name) register.claim(story.name);
    const name =
      story.name ??
      (above
        ? drawChildName(random, above.name, country, register)
        : drawName(random, industry, country, register));
    const who: Identity = {
      name,
      suffix: random.pick(country.suffixes),
      domain: register.domain(name, country),
      industry,
      city: random.pick(country.cities),
      parent,
      owner: random.int(0, repCount - 1),
    };
    const making: Making = {
      ordinal,
      random,
      ids,
      story,
      country,
      today: day,
      offers,
      termsDays: random.pick([30, 30, 30, 45, 60]),
    };
    companies.push(makeCompany(making, who, periods));
    depth.set(ordinal, level);
    if (story.systems.crm && story.status === 'ACTIVE' && level < deepest) parents.push(ordinal);
  }
  return {
    n,
    seed,
    today,
    reps,
    legalEntities,
    rates: makeRates(day, seed),
    periods,
    products: offers.map((offer) => offer.product),
    companies,
  };
}

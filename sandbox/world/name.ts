import type { Country } from './places.ts';
import type { Random } from './random.ts';
import { divisions, industries, people, stems } from './words.ts';

const countryWords: Readonly<Record<string, string>> = {
  US: 'Americas',
  GB: 'UK',
  DE: 'Deutschland',
  FR: 'France',
  NL: 'Nederland',
  IE: 'Ireland',
  ES: 'Iberia',
  IT: 'Italia',
  SE: 'Nordics',
};

/** How a legal suffix is written in full, where both forms are common. */
const longSuffix: Readonly<Record<string, string>> = {
  'Inc.': 'Incorporated',
  LLC: 'L.L.C.',
  Corporation: 'Corp.',
  Company: 'Co.',
  Ltd: 'Limited',
  plc: 'PLC',
  LLP: 'L.L.P.',
  GmbH: 'Gesellschaft mbH',
  AG: 'Aktiengesellschaft',
  'B.V.': 'BV',
  'N.V.': 'NV',
  Limited: 'Ltd',
  SAS: 'S.A.S.',
  SARL: 'S.A.R.L.',
};

/** Latin letters without marks, lower case, words joined by nothing: what a domain is made of. */
export function slug(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/ß/g, 'ss')
    .toLowerCase()
    .replace(/&/g, 'and')
    .replace(/[^a-z0-9]/g, '');
}

/** Remembers what is taken, so that no two companies share a name or a domain. */
export function nameRegister() {
  const names = new Set<string>();
  const domains = new Set<string>();
  return {
    /** True once for each name, case and spaces ignored. */
    claim(name: string): boolean {
      const key = slug(name);
      if (names.has(key)) return false;
      names.add(key);
      return true;
    },
    /** A free domain as near to the name as there is one. */
    domain(name: string, country: Country): string {
      const stem = slug(name).slice(0, 40);
      for (let attempt = 1; ; attempt++) {
        const domain = `${stem}${attempt === 1 ? '' : attempt}.${country.tld}`;
        if (!domains.has(domain)) {
          domains.add(domain);
          return domain;
        }
      }
    },
  };
}

export type NameRegister = ReturnType<typeof nameRegister>;

/** A trading name for an industry; one in twelve is two family names joined by an ampersand. */
export function drawName(random: Random, industry: string, country: Country, register: NameRegister): string {
  const words = industries[industry] ?? [];
  for (let attempt = 0; attempt < 40; attempt++) {
    const last = people[country.names].last;
    const stem = random.chance(1 / 12) ? `${random.pick(last)} & ${random.pick(last)}` : random.pick(stems);
    const town = attempt > 4 ? ` ${random.pick(country.cities).name}` : '';
    const name = `${stem} ${random.pick(words)}${town}`;
    if (register.claim(name)) return name;
  }
  for (let number = 2; ; number++) {
    const name = `${random.pick(stems)} ${random.pick(words)} ${number}`;
    if (register.claim(name)) return name;
  }
}

/** A daughter's trading name: the parent's, with its country or its trade. */
export function drawChildName(
  random: Random,
  parentName: string,
  country: Country,
  register: NameRegister,
): string {
  const stem = [...Object.values(countryWords), ...divisions].reduce(
    (name, ending) => (name.endsWith(` ${ending}`) ? name.slice(0, -ending.length - 1) : name),
    parentName,
  );
  const endings = [countryWords[country.code] ?? country.code, ...divisions];
  for (const ending of endings) if (register.claim(`${stem} ${ending}`)) return `${stem} ${ending}`;
  for (let number = 2; ; number++) {
    const name = `${stem} ${random.pick(endings)} ${number}`;
    if (register.claim(name)) return name;
  }
}

function typo(name: string, random: Random): string {
  for (let attempt = 0; attempt < 20; attempt++) {
    const at = random.int(1, name.length - 3);
    const [a, b] = [name[at]!, name[at + 1]!];
    if (/\p{Ll}/u.test(a) && /\p{Ll}/u.test(b) && a !== b)
      return name.slice(0, at) + b + a + name.slice(at + 2);
  }
  return name.slice(0, -1);
}

/** Four spellings of one company: suffix short and long, capitals, swapped letters, "and" for the ampersand; in an order of chance. */
export function misspell(
  name: string,
  suffix: string,
  random: Random,
): readonly [string, string, string, string] {
  const joined = name.includes('&') ? name.replace('&', 'and') : name.toUpperCase();
  const forms = [
    `${name}, ${longSuffix[suffix] ?? suffix}`,
    `${name} ${suffix}`.toUpperCase(),
    typo(name, random),
    joined,
  ];
  for (let i = forms.length - 1; i > 0; i--) {
    const j = random.int(0, i);
    [forms[i], forms[j]] = [forms[j]!, forms[i]!];
  }
  return forms as unknown as [string, string, string, string];
}

/** What else a country is called in what systems hold; the names in English and in its own language are known besides. */
const also: Readonly<Record<string, readonly string[]>> = {
  US: ['USA', 'U.S.', 'U.S.A.', 'United States of America'],
  GB: ['GBR', 'UK', 'U.K.', 'Great Britain', 'England', 'Scotland', 'Wales', 'Northern Ireland'],
  DE: ['DEU'],
  FR: ['FRA'],
  CN: ['CHN', "People's Republic of China", 'PRC', 'Mainland China'],
  RU: ['RUS', 'Russian Federation'],
  CH: ['CHE'],
  KR: ['KOR', 'Republic of Korea', 'Korea'],
  NL: ['NLD', 'The Netherlands', 'Holland'],
  CZ: ['CZE', 'Czech Republic'],
  TR: ['TUR', 'Turkey'],
};

const names = new Map<string, ReadonlySet<string>>();
const folded = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

/** Whether a country as a system writes it (a code, or a name in English or in the country's own language) is this one, ISO 3166-1 alpha-2. */
export function isCountry(code: string, written: string): boolean {
  let known = names.get(code);
  if (!known) {
    const { language } = new Intl.Locale(`und-${code}`).maximize();
    const called = ['en', language].flatMap(
      (locale) => new Intl.DisplayNames([locale], { type: 'region' }).of(code) ?? [],
    );
    known = new Set([code, ...called, ...(also[code] ?? [])].map(folded));
    names.set(code, known);
  }
  return known.has(folded(written));
}

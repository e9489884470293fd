/** A market we sell in: how companies and people are called there, how an address looks, and what tax a sale bears. */
export interface Country {
  readonly code: string;
  readonly currency: 'USD' | 'EUR' | 'GBP';
  readonly legalEntity: 'US01' | 'EU01';
  readonly tld: string;
  readonly suffixes: readonly string[];
  readonly names: 'english' | 'german' | 'french' | 'dutch' | 'spanish' | 'italian' | 'nordic';
  /** How a street and a house number are written together. */
  readonly street: (street: string, number: number) => string;
  readonly streets: readonly string[];
  readonly cities: readonly City[];
  /** The shape of a tax id: `#` stands for a digit, `@` for a letter. */
  readonly taxId: string;
}

export interface City {
  readonly name: string;
  readonly region: string | null;
  /** `#` stands for a digit that is drawn, `@` for a letter. */
  readonly postalCode: string;
  /** Taxes on a sale there: jurisdiction, and rate in hundred-thousandths. */
  readonly taxes: readonly (readonly [string, number])[];
}

const numberFirst = (street: string, number: number): string => `${number} ${street}`;
const numberLast = (street: string, number: number): string => `${street} ${number}`;
const comma = (street: string, number: number): string => `${street}, ${number}`;

const us = (
  name: string,
  region: string,
  zip: string,
  ...taxes: readonly (readonly [string, number])[]
): City => ({
  name,
  region,
  postalCode: `${zip}##`,
  taxes,
});
/** Cities of a country with one value-added tax. */
const vat = (
  country: string,
  rate: number,
  cities: readonly (readonly [string, string])[],
): readonly City[] =>
  cities.map(([name, postalCode]) => ({ name, region: null, postalCode, taxes: [[`${country} VAT`, rate]] }));

const unitedStates: readonly City[] = [
  us('San Francisco', 'CA', '941', ['California', 7250], ['San Francisco districts', 1375]),
  us('San Diego', 'CA', '921', ['California', 7250], ['San Diego county district', 500]),
  us('Austin', 'TX', '787', ['Texas', 6250], ['Austin', 1000], ['Austin transit authority', 1000]),
  us('Dallas', 'TX', '752', ['Texas', 6250], ['Dallas', 1000], ['Dallas transit authority', 1000]),
  us(
    'New York',
    'NY',
    '100',
    ['New York', 4000],
    ['New York City', 4500],
    ['Metropolitan commuter district', 375],
  ),
  us('Buffalo', 'NY', '142', ['New York', 4000], ['Erie County', 4750]),
  us('Seattle', 'WA', '981', ['Washington', 6500], ['Seattle', 3850]),
  us('Chicago', 'IL', '606', ['Illinois', 6250], ['Chicago and Cook County', 4000]),
  us('Boston', 'MA', '021', ['Massachusetts', 6250]),
  us('Columbus', 'OH', '432', ['Ohio', 5750], ['Franklin County', 1750]),
  us('Denver', 'CO', '802', ['Colorado', 2900], ['Denver', 4810]),
  us('Atlanta', 'GA', '303', ['Georgia', 4000], ['Fulton County and Atlanta', 4900]),
  us('Phoenix', 'AZ', '850', ['Arizona', 5600], ['Maricopa County and Phoenix', 3000]),
  us('Minneapolis', 'MN', '554', ['Minnesota', 6875], ['Minneapolis and Hennepin County', 2150]),
  us('Portland', 'OR', '972'),
  us('Miami', 'FL', '331', ['Florida', 6000], ['Miami-Dade County', 1000]),
];

export const countries: readonly Country[] = [
  {
    code: 'US',
    currency: 'USD',
    legalEntity: 'US01',
    tld: 'com',
    suffixes: ['Inc.', 'Inc.', 'LLC', 'Corporation', 'Company'],
    names: 'english',
    street: numberFirst,
    streets: [
      'Market Street',
      'Congress Avenue',
      'Harbor Boulevard',
      'Lakeview Drive',
      'Commerce Parkway',
      'Union Street',
    ],
    cities: unitedStates,
    taxId: '##-#######',
  },
  {
    code: 'GB',
    currency: 'GBP',
    legalEntity: 'EU01',
    tld: 'co.uk',
    suffixes: ['Ltd', 'Ltd', 'plc', 'LLP'],
    names: 'english',
    street: numberFirst,
    streets: ['High Street', 'Station Road', 'Victoria Street', 'Castle Lane', 'Mill Road'],
    cities: vat('GB', 20000, [
      ['London', 'EC2A #@@'],
      ['Manchester', 'M2 #@@'],
      ['Bristol', 'BS1 #@@'],
      ['Leeds', 'LS1 #@@'],
      ['Edinburgh', 'EH2 #@@'],
    ]),
    taxId: 'GB#########',
  },
  {
    code: 'DE',
    currency: 'EUR',
    legalEntity: 'EU01',
    tld: 'de',
    suffixes: ['GmbH', 'GmbH', 'AG', 'GmbH & Co. KG'],
    names: 'german',
    street: numberLast,
    streets: ['Hauptstraße', 'Bahnhofstraße', 'Industriestraße', 'Am Kanal', 'Lindenallee'],
    cities: vat('DE', 19000, [
      ['Berlin', '10###'],
      ['München', '80###'],
      ['Hamburg', '20###'],
      ['Köln', '50###'],
      ['Stuttgart', '70###'],
    ]),
    taxId: 'DE#########',
  },
  {
    code: 'FR',
    currency: 'EUR',
    legalEntity: 'EU01',
    tld: 'fr',
    suffixes: ['SAS', 'SARL', 'SA'],
    names: 'french',
    street: numberFirst,
    streets: ['rue de la République', 'avenue Victor Hugo', 'boulevard Voltaire', 'rue des Ateliers'],
    cities: vat('FR', 20000, [
      ['Paris', '7500#'],
      ['Lyon', '6900#'],
      ['Nantes', '4400#'],
      ['Lille', '5900#'],
      ['Toulouse', '3100#'],
    ]),
    taxId: 'FR###########',
  },
  {
    code: 'NL',
    currency: 'EUR',
    legalEntity: 'EU01',
    tld: 'nl',
    suffixes: ['B.V.', 'B.V.', 'N.V.'],
    names: 'dutch',
    street: numberLast,
    streets: ['Keizersgracht', 'Stationsplein', 'Havenweg', 'Dorpsstraat'],
    cities: vat('NL', 21000, [
      ['Amsterdam', '10## @@'],
      ['Rotterdam', '30## @@'],
      ['Utrecht', '35## @@'],
      ['Eindhoven', '56## @@'],
    ]),
    taxId: 'NL#########B01',
  },
  {
    code: 'IE',
    currency: 'EUR',
    legalEntity: 'EU01',
    tld: 'ie',
    suffixes: ['Limited', 'DAC'],
    names: 'english',
    street: numberFirst,
    streets: ['Merrion Square', 'Patrick Street', 'Docklands Road', 'Grand Canal Quay'],
    cities: vat('IE', 23000, [
      ['Dublin', 'D02 @###'],
      ['Cork', 'T12 @###'],
      ['Galway', 'H91 @###'],
    ]),
    taxId: 'IE#######@@',
  },
  {
    code: 'ES',
    currency: 'EUR',
    legalEntity: 'EU01',
    tld: 'es',
    suffixes: ['S.L.', 'S.L.', 'S.A.'],
    names: 'spanish',
    street: comma,
    streets: ['Calle de Alcalá', 'Avenida Diagonal', 'Calle Mayor', 'Paseo del Puerto'],
    cities: vat('ES', 21000, [
      ['Madrid', '280##'],
      ['Barcelona', '080##'],
      ['Valencia', '460##'],
      ['Sevilla', '410##'],
    ]),
    taxId: 'ESB########',
  },
  {
    code: 'IT',
    currency: 'EUR',
    legalEntity: 'EU01',
    tld: 'it',
    suffixes: ['S.r.l.', 'S.r.l.', 'S.p.A.'],
    names: 'italian',
    street: comma,
    streets: ['Via Roma', 'Corso Garibaldi', 'Via dei Mille', 'Viale Europa'],
    cities: vat('IT', 22000, [
      ['Milano', '201##'],
      ['Torino', '101##'],
      ['Bologna', '401##'],
      ['Roma', '001##'],
    ]),
    taxId: 'IT###########',
  },
  {
    code: 'SE',
    currency: 'EUR',
    legalEntity: 'EU01',
    tld: 'se',
    suffixes: ['AB'],
    names: 'nordic',
    street: numberLast,
    streets: ['Storgatan', 'Drottninggatan', 'Hamngatan', 'Kungsgatan'],
    cities: vat('SE', 25000, [
      ['Stockholm', '111 ##'],
      ['Göteborg', '411 ##'],
      ['Malmö', '211 ##'],
    ]),
    taxId: 'SE##########01',
  },
];

/** How many of a hundred companies sit in each country. */
export const countryWeights: Readonly<Record<string, number>> = {
  US: 58,
  GB: 12,
  DE: 10,
  FR: 6,
  NL: 5,
  IE: 2,
  ES: 3,
  IT: 2,
  SE: 2,
};

const byCode = new Map(countries.map((country) => [country.code, country]));

/** A country of the list above. */
export function countryOf(code: string): Country {
  const country = byCode.get(code);
  if (!country) throw new Error(`no such country in the world: ${code}`);
  return country;
}

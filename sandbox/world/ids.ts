import { mix } from './random.ts';

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const checksumAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
const keyPrefix = {
  User: '005',
  Account: '001',
  Contact: '003',
  Opportunity: '006',
  OpportunityLineItem: '00k',
  Contract: '800',
  Product2: '01t',
} as const;
const firstNetsuiteId = {
  subsidiary: 1,
  accountingperiod: 101,
  item: 201,
  customer: 1001,
  transaction: 50_001,
};
const firstZendeskId = { organization: 360_000_104_311, user: 360_002_771_905, ticket: 1001 };
const beyondDouble = 2n ** 53n + 1n;

/**
 * The 18-character form of a 15-character Salesforce id: each suffix letter tells which of five characters are upper case.
 * Source: Salesforce help, "18-character record ids".
 */
export function salesforceId18(id15: string): string {
  let suffix = '';
  for (let chunk = 0; chunk < 3; chunk++) {
    let bits = 0;
    for (let i = 0; i < 5; i++) {
      const char = id15[chunk * 5 + i]!;
      if (char >= 'A' && char <= 'Z') bits |= 1 << i;
    }
    suffix += checksumAlphabet[bits];
  }
  return id15 + suffix;
}

const hex8 = (value: number): string => (value >>> 0).toString(16).padStart(8, '0');

/** Mints ids that look like each vendor's own. No id comes twice from one mint; order of minting and seed decide everything. */
export function idMint(seed: number) {
  const counts = new Map<string, number>();
  const count = (name: string): number => {
    const next = counts.get(name) ?? 0;
    counts.set(name, next + 1);
    return next;
  };
  const salt = mix(seed ^ 0x5eed);
  const salesforceStart = salt % 100_000_000;
  return {
    /** 18 characters with the object's key prefix and a right checksum. */
    salesforce(object: keyof typeof keyPrefix): string {
      let rest = (salesforceStart + count(`salesforce/${object}`) * 7919) % 62 ** 5;
      let text = '';
      for (let i = 0; i < 5; i++, rest = Math.floor(rest / 62)) text = base62[rest % 62] + text;
      return salesforceId18(`${keyPrefix[object]}5g00000${text}`);
    },
    /** 32 hexadecimal digits, unique over all objects. */
    zuora(): string {
      const n = count('zuora');
      return `8ad0${hex8(mix(n ^ 0xa5a5)).slice(0, 4)}${hex8(mix(n ^ salt))}${hex8(salt)}${hex8(mix(n + salt))}`;
    },
    /** A whole number as text; `beyond` makes one that a double cannot hold. */
    zendesk(object: keyof typeof firstZendeskId, beyond: boolean): string {
      if (beyond) return String(beyondDouble + 2n * BigInt(count('zendesk/beyond')));
      return String(firstZendeskId[object] + count(`zendesk/${object}`) * (object === 'ticket' ? 1 : 20));
    },
    netsuite(type: keyof typeof firstNetsuiteId): string {
      return String(firstNetsuiteId[type] + count(`netsuite/${type}`));
    },
    /** A running number with a prefix, from 1: `number('INV', 8)` gives INV00000001. */
    number(prefix: string, digits: number): string {
      return prefix + String(count(`number/${prefix}`) + 1).padStart(digits, '0');
    },
    /** The same running count as a number of its own, from 0. */
    count,
  };
}

export type IdMint = ReturnType<typeof idMint>;

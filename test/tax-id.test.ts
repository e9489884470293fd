import { describe, expect, it } from 'vitest';
import { isTaxIdOf } from '../src/canonical/tax-id.ts';

describe('a tax id', () => {
  it.each([
    ['AT', 'ATU12345678'],
    ['BE', 'BE 0123.456.789'],
    ['DE', 'DE123456789'],
    ['DE', '123456789'],
    ['ES', 'ESB12345678'],
    ['FR', 'FR 12 345678901'],
    ['GB', 'GB 123 4567 89'],
    ['GB', 'GBGD123'],
    ['GB', 'XI123456789'],
    ['GR', 'EL123456789'],
    ['IE', 'IE1234567WI'],
    ['IE', 'IE1A23456B'],
    ['NL', 'NL123456789B01'],
    ['SE', 'se123456789001'],
  ])('of %s may be %s', (country, taxId) => {
    expect(isTaxIdOf(country, taxId)).toBe(true);
  });

  it.each([
    ['AT', 'AT12345678'],
    ['DE', 'DE12345678'],
    ['DE', 'FR12345678901'],
    ['DE', 'none'],
    ['FR', '1234567890'],
    ['FR', 'FR123456789'],
    ['GB', 'GB1234'],
    ['NL', 'NL123456789'],
    ['NL', 'NL123456789B'],
    ['PL', ''],
  ])('of %s cannot be %s', (country, taxId) => {
    expect(isTaxIdOf(country, taxId)).toBe(false);
  });

  it('of a country of whose numbers nothing is known may be anything', () => {
    expect(isTaxIdOf('US', '94-7700001')).toBe(true);
    expect(isTaxIdOf('constructor', 'x')).toBe(true);
  });
});

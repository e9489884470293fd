import { describe, expect, test } from 'vitest';
import { parseJson } from '../src/sources/http/json.ts';
import { reader } from '../src/sources/http/reader.ts';
import { domainOf, recordOf } from '../src/sources/salesforce/map.ts';
import { isSalesforceOrigin } from '../src/sources/salesforce/policy.ts';

describe('what Salesforce says, in our words', () => {
  test.each([
    ['https://www.acme.com/about?x=1', 'acme.com'],
    ['ACME.co.uk', 'acme.co.uk'],
    ['http://shop.acme.com:8080', 'shop.acme.com'],
    ['n/a', null],
    ['', null],
    [null, null],
  ])('the website %j has the domain %j', (website, domain) => {
    expect(domainOf(website)).toBe(domain);
  });
  test('amounts keep the digits of the answer, exponents included', () => {
    const row = (amount: string) =>
      reader(
        parseJson(
          `{"Id":"0065g00000648TEAAY","SystemModstamp":"2026-01-02T03:04:05.000+0000","AccountId":null,"ContractId":null,
            "Name":"Deal","StageName":"Qualification","CloseDate":"2026-02-01","CurrencyIsoCode":"EUR","Amount":${amount}}`,
        ),
        'Opportunity[0]',
      );
    const amountOf = (text: string) => recordOf('Opportunity', row(text), 'crm-us').fields.amount;
    expect(amountOf('12345678901234.565')).toEqual({ amount: '12345678901234.565', currency: 'EUR' });
    expect(amountOf('3.5E8')).toEqual({ amount: '350000000.00', currency: 'EUR' });
    expect(amountOf('null')).toBeNull();
    expect(recordOf('Opportunity', row('1.0'), 'crm-us').sourceTime).toBe('2026-01-02T03:04:05.000Z');
  });
  test('only hosts of Salesforce may be named by a login', () => {
    expect(isSalesforceOrigin('https://acme.my.salesforce.com')).toBe(true);
    expect(isSalesforceOrigin('https://acme--uat.sandbox.my.salesforce.com')).toBe(true);
    expect(isSalesforceOrigin('http://acme.my.salesforce.com')).toBe(false);
    expect(isSalesforceOrigin('https://salesforce.com.evil.example')).toBe(false);
    expect(isSalesforceOrigin('https://evilsalesforce.com')).toBe(false);
  });
});

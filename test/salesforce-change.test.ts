import avro from 'avsc';
import { describe, expect, it } from 'vitest';
import { fieldsOf, readerOf } from '../src/sources/salesforce/avro.ts';
import { readChange } from '../src/sources/salesforce/change.ts';
import { sobjectNamed } from '../sandbox/salesforce/objects.ts';
import { eventSchemaOf } from '../sandbox/salesforce/pubsub/schema.ts';

const header = {
  entityName: 'Account',
  recordIds: ['0015f00002JUXA8AAP'],
  changeType: 'UPDATE',
  changeOrigin: 'com/salesforce/api/rest/68.0',
  transactionKey: '00006bec-ce66-0611-9018-30a98446c9f2',
  sequenceNumber: 1,
  commitTimestamp: 1_714_156_685_000n,
  commitNumber: 9_007_199_254_740_993n,
  commitUser: '0055f000005mc66AAA',
  nulledFields: [] as string[],
  diffFields: [] as string[],
  changedFields: [] as string[],
};

describe('the bitmap fields of a change event', () => {
  const part = (name: string): object => ({ name, type: ['null', 'string'], default: null });
  const compound = (name: string, parts: readonly string[]): object => ({
    name,
    type: ['null', 'string', { type: 'record', name: `${name}Parts`, fields: parts.map(part) }],
  });
  const plain = Array.from({ length: 32 }, (_, position) => part(`F${position}`));
  const fields = plain
    .with(4, compound('F4', ['a', 'b', 'c', 'd', 'e']))
    .with(7, compound('F7', ['x', 'y', 'z']));
  const schema = avro.Type.forSchema({ type: 'record', name: 'Event', fields } as never, {
    wrapUnions: 'never',
  });

  it('name fields from the last bit on, and parts of compound fields by position', () => {
    // By hand: 0x65 00 04 E0 has the bits 30 29 26 24, 10, 7 6 5; 0x10 the bit 4; 0x06 the bits 1 and 2.
    expect(fieldsOf(schema, ['0x650004E0', '4-0x10', '7-0x06'])).toEqual([
      'F5',
      'F6',
      'F7',
      'F10',
      'F24',
      'F26',
      'F29',
      'F30',
      'F4.e',
      'F7.y',
      'F7.z',
    ]);
    expect(fieldsOf(schema, ['4-0x03'])).toEqual(['F4.a', 'F4.b']);
    expect(fieldsOf(schema, [])).toEqual([]);
    expect(fieldsOf(schema, ['0x00'])).toEqual([]);
  });

  it.each([['65'], ['0x'], ['0xZZ'], ['F4'], ['4-'], ['-0x01'], ['0x0100000000'], ['4-0x20'], ['5-0x01']])(
    'refuse %s, which this schema cannot mean',
    (bitmap) => expect(() => fieldsOf(schema, [bitmap])).toThrow(),
  );
});

describe('a change event of an account', () => {
  const schema = eventSchemaOf(sobjectNamed('Account')!);
  const read = readerOf(schema.json);

  it('says which fields were touched, in the words of the event schema', () => {
    const columns = ['Name', 'BillingCity', 'BillingCountry', 'AnnualRevenue', 'LastModifiedDate'];
    const row = {
      Name: 'Acme',
      BillingCity: 'Bremen',
      AnnualRevenue: 1.5,
      LastModifiedDate: '2026-11-21T08:00:00.000Z',
    };
    const payload = schema.encode(
      {
        ...header,
        commitTimestamp: Number(header.commitTimestamp),
        commitNumber: 1,
        changedFields: schema.bitmaps(columns),
        nulledFields: schema.bitmaps(['BillingCountry']),
      },
      schema.body(row, columns),
    );
    const event = read(payload);
    expect(event.touched.toSorted()).toEqual([
      'AnnualRevenue',
      'BillingAddress.City',
      'BillingAddress.Country',
      'LastModifiedDate',
      'Name',
    ]);
    expect(event.header).toMatchObject({ entityName: 'Account', commitTimestamp: header.commitTimestamp });
    expect(() => read(payload.subarray(0, 20))).toThrow();
    expect(() => read(Buffer.alloc(0))).toThrow();
  });

  it('is a hint, unless nothing but stamps were touched', () => {
    const hints = (touched: readonly string[], changeType = 'UPDATE') =>
      readChange({ header: { ...header, changeType }, touched }, 'd1').hints;
    expect(hints(['LastModifiedDate', 'LastModifiedById'])).toEqual([]);
    expect(hints(['LastModifiedDate', 'Industry'])).toEqual([
      {
        kind: 'Customer',
        object: 'Account',
        externalId: '0015f00002JUXA8AAP',
        deliveryId: 'd1',
        deleted: false,
        own: false,
        changedAt: '2024-04-26T18:38:05.000Z',
      },
    ]);
    expect(hints([])).toHaveLength(1);
    expect(hints(['LastModifiedDate'], 'UNDELETE')).toHaveLength(1);
    for (const type of ['DELETE', 'GAP_DELETE']) expect(hints([], type)[0]!.deleted).toBe(true);
    for (const type of ['CREATE', 'GAP_CREATE', 'GAP_UNDELETE', 'SNAPSHOT'])
      expect(hints([], type)[0]!.deleted).toBe(false);
  });

  it.each([
    ['com/salesforce/api/rest/68.0;client=isthmus', true],
    ['com/salesforce/api/rest/68.0;client=isthmus/', true],
    ['com/salesforce/api/rest/68.0;client=isthmusly', false],
    ['com/salesforce/api/rest/68.0;client=not-isthmus', false],
    ['com/salesforce/api/rest/68.0', false],
    ['', false],
    [null, false],
  ])('with the origin %s is our own: %s', (changeOrigin, own) => {
    const { hints } = readChange({ header: { ...header, changeOrigin }, touched: [] }, 'd1');
    expect(hints[0]!.own).toBe(own);
  });

  it('of an object that the hub does not keep says nothing, and one without its header is refused', () => {
    const other = readChange({ header: { ...header, entityName: 'Task' }, touched: [] }, 'd1');
    expect(other).toEqual({ hints: [], overflowed: [] });
    expect(() => readChange({ header: { entityName: 'Account' }, touched: [] }, 'd1')).toThrow();
    expect(() => readChange({ header: undefined, touched: [] }, 'd1')).toThrow();
  });
});

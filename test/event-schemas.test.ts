import { cpSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { expect, test } from 'vitest';
import { eventType, eventTypesOf } from '../src/canonical/event.ts';
import { eventSchemas, type JsonSchema } from '../src/canonical/event-schema.ts';
import { kinds } from '../src/canonical/kind.ts';
import { givePositions } from '../src/store/event.ts';
import { breaking, generate } from './event-schemas.ts';
import { createTestCopy, record, usd } from './support/copy.ts';

const invoice = (): JsonSchema => structuredClone(eventSchemas()['invoice.v1']!);
/** The schema with one part replaced; the path is given by names. */
function changed(schema: JsonSchema, path: readonly string[], value: unknown): JsonSchema {
  const copy = structuredClone(schema) as Record<string, unknown>;
  let at = copy;
  for (const name of path.slice(0, -1)) at = at[name] as Record<string, unknown>;
  const last = path.at(-1)!;
  if (value === undefined) delete at[last];
  else at[last] = value;
  return copy;
}
const fields = ['properties', 'record', 'properties'];
/** The values that a field of a record may have, by its schema; undefined where they are not listed. */
function valuesOf(schema: JsonSchema, field: string): string[] | undefined {
  let at: unknown = schema;
  for (const name of [...fields, field, 'enum']) at = (at as JsonSchema | undefined)?.[name];
  return at as string[] | undefined;
}

test('a field may be added to an event, and a rule made stricter, without a new version', () => {
  expect(breaking(invoice(), changed(invoice(), [...fields, 'note'], { type: 'string' }))).toEqual([]);
  expect(breaking(invoice(), changed(invoice(), [...fields, 'number', 'maxLength'], 40))).toEqual([]);
});

test('a field that goes, changes its type, may be absent or takes a new value breaks readers', () => {
  const statuses = valuesOf(invoice(), 'status')!;
  for (const [path, value, says] of [
    [[...fields, 'number'], undefined, 'number is gone'],
    [[...fields, 'number', 'type'], 'integer', 'became'],
    [['required'], [], 'record may now be absent'],
    [[...fields, 'status', 'enum'], [...statuses, 'LOST'], 'may now be LOST'],
    [['x-event-types'], ['invoice.created'], 'invoice.paid is no longer sent'],
    [[...fields, 'balance', 'properties', 'amount', 'pattern'], undefined, 'became'],
  ] as const)
    expect(breaking(invoice(), changed(invoice(), path, value)).join('; ')).toContain(says);
});

test('the generator refuses to replace a published schema by one that breaks its readers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'schemas-'));
  cpSync('schema/events', folder, { recursive: true });
  const place = pathToFileURL(`${folder}/`);
  expect(generate(true, undefined, place)).toEqual([]);
  const worse = { 'invoice.v1': changed(invoice(), [...fields, 'number'], undefined) };
  expect(generate(false, worse, place)).toEqual([expect.stringContaining('number is gone')]);
  expect(JSON.parse(readFileSync(join(folder, 'invoice.v1.json'), 'utf8'))).toEqual(invoice());
  const more = { 'invoice.v1': changed(invoice(), [...fields, 'note'], { type: 'string' }) };
  expect(generate(true, more, place)).toEqual([expect.stringContaining('not fresh')]);
  expect(generate(false, more, place)).toEqual([]);
});

test('every event that the hub writes fits the published schema of its noun and version', async () => {
  const ajv = new Ajv2020({ strict: false });
  formats.default(ajv);
  for (const file of readdirSync('schema/events'))
    ajv.addSchema(JSON.parse(readFileSync(join('schema/events', file), 'utf8')));
  const copy = await createTestCopy();
  try {
    await copy.give('zuora', 'Customer', [record('Customer', 'zuora/A1', { name: 'Acme', currency: 'USD' })]);
    for (const status of ['ISSUED', 'PAID'])
      await copy.give('zuora', 'Invoice', [
        record('Invoice', 'zuora/I1', { number: 'I1', status, rawStatus: status, total: usd('10.00') }),
      ]);
    const events = await copy.database.transaction((db) => givePositions(db, 100));
    expect(events).toHaveLength(3);
    for (const { type, schemaVersion, data } of events) {
      const validate = ajv.getSchema(`urn:isthmus:event:${type.split('.')[0]}:${schemaVersion}`)!;
      expect([type, validate(data), validate.errors]).toEqual([type, true, null]);
    }
    const wrong = structuredClone(events[0]!.data) as { record: { name: unknown } };
    wrong.record.name = 7;
    expect(ajv.getSchema('urn:isthmus:event:customer:1')!(wrong)).toBe(false);
  } finally {
    await copy.close();
  }
});

test('every type that a change can get is one that its kind announces', () => {
  const states = (kind: (typeof kinds)[number]): (Record<string, unknown> | null)[] => {
    const schema = eventSchemas()[`${eventTypesOf(kind)[0]!.split('.')[0]}.v1`]!;
    const field = kind === 'Opportunity' ? 'stage' : 'status';
    const values = valuesOf(schema, field) ?? ['x'];
    return [
      null,
      ...values.flatMap((value) => [
        { [field]: value, escalated: false, termEnd: '2026-01-01', mrr: 1 },
        { [field]: value, escalated: true, termEnd: '2027-01-01', mrr: 2 },
      ]),
    ];
  };
  for (const kind of kinds)
    for (const before of states(kind))
      for (const after of states(kind)) {
        if (before === null && after === null) continue;
        expect(eventTypesOf(kind)).toContain(eventType(kind, before, after));
      }
});

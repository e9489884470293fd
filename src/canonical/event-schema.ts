import { z } from 'zod';
import { eventNoun, eventTypesOf, hubEventTypes, type hubNouns, schemaVersion } from './event.ts';
import { partialFieldsOf } from './fields.ts';
import { kinds, type Kind } from './kind.ts';
import { instant, link, text } from './scalars.ts';

/** What `source.health_changed` says. */
const sourceData = z.object({
  instance: text,
  system: text,
  state: z.enum(['UP', 'DEGRADED', 'DOWN']),
  circuit: z.enum(['CLOSED', 'OPEN', 'HALF_OPEN']),
  previous: z.enum(['UP', 'DEGRADED', 'DOWN']).nullable(),
  since: instant,
});

const outOfStep = ['PENDING', 'BLOCKED', 'DRIFTED', 'FAILED'] as const;

/** What `sync.status_changed` says: a record and its copy fell out of step, or are in step again. */
const syncData = z.object({
  instance: text,
  system: text,
  kind: text,
  object: text,
  externalId: text,
  status: z.enum(['IN_SYNC', ...outOfStep]),
  previous: z.enum(['IN_SYNC', ...outOfStep]),
  reason: text.nullable(),
});

/** What the events of an approval say: how it stands, and by whom it got there. Users are named by their ids alone. */
const approvalData = z.object({
  approval: z.object({
    id: text,
    kind: text,
    status: z.enum(['PENDING', 'APPROVED', 'REJECTED', 'EXPIRED', 'CANCELLED']),
    subjectId: text,
    ruleId: text,
    approverRoles: z.array(text),
    requestedBy: text,
    /** Everybody behind the request. */
    makerIds: z.array(text),
    hash: text,
    approvalsNeeded: z.int(),
    approvalsGiven: z.int(),
    expiresAt: instant,
  }),
  /** Who made the decision that this tells of; absent where nobody did. */
  decidedBy: text.optional(),
  brokenGlass: z.boolean().optional(),
});

/** What `access.break_glass` says: who took every right until when, and why. */
const accessData = z.object({
  grant: z.object({ id: text, personId: text, until: instant, reason: text }),
});

/** What every event of a record says; `previous` holds the former values of the fields in `changed`. */
function recordData(kind: Kind): z.ZodType {
  const record = partialFieldsOf(kind).extend({
    id: text,
    kind: z.literal(kind),
    version: z.int().optional(),
    customerId: text.nullable().optional(),
    links: z.record(z.string(), link).optional(),
  });
  return z.object({
    record,
    changed: z.array(text).optional(),
    previous: z.record(z.string(), z.unknown()).optional(),
    ...(kind === 'Customer' && { survivorId: text.optional() }),
  });
}

/** A JSON Schema (2020-12) as plain JSON. */
export type JsonSchema = { readonly [name: string]: unknown };

function schemaOf(noun: string, types: readonly string[], data: z.ZodType): [name: string, JsonSchema] {
  const version = schemaVersion[noun]!;
  const { $schema, ...rest } = opened(z.toJSONSchema(data, { unrepresentable: 'any' })) as JsonSchema;
  const head = { $schema, $id: `urn:isthmus:event:${noun}:${version}`, title: `The data of ${noun} events` };
  return [`${noun}.v${version}`, { ...head, 'x-event-types': types.toSorted(), ...rest }];
}

/** Readers are to ignore what they do not know, so that a field can be added without breaking one. */
function opened(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(opened);
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema).filter(
    ([name, value]) => !(name === 'additionalProperties' && value === false),
  );
  return Object.fromEntries(entries.map(([name, value]) => [name, opened(value)]));
}

const typesOf = (noun: (typeof hubNouns)[number]): string[] =>
  hubEventTypes.filter((type) => type.startsWith(`${noun}.`));

/** The JSON Schema of the data of each noun's events, by file name without its ending. */
export function eventSchemas(): Readonly<Record<string, JsonSchema>> {
  return Object.fromEntries([
    ...kinds.map((kind) => schemaOf(eventNoun[kind], eventTypesOf(kind), recordData(kind))),
    schemaOf('source', ['source.health_changed'], sourceData),
    schemaOf('sync', ['sync.status_changed'], syncData),
    schemaOf('approval', typesOf('approval'), approvalData),
    schemaOf('access', typesOf('access'), accessData),
  ]);
}

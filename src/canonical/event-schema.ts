import { z } from 'zod';
import { eventNoun, eventTypesOf, hubEventTypes, type hubNouns, schemaVersion } from './event.ts';
import { amendmentStatuses, amendmentTypes } from './amendment.ts';
import { exceptionCategories, exceptionStatuses, severities } from './exception.ts';
import { partialFieldsOf } from './fields.ts';
import { kinds, type Kind } from './kind.ts';
import { runStatuses, stepStatuses } from './run.ts';
import { decimal, instant, link, moneyValue, text } from './scalars.ts';

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

/**
 * What the events of a run say: how it stands, and which steps, or what it has reached, they tell of. Nothing of what is sent or came of
 * it: whoever may see that reads it from the run.
 */
const runData = z.object({
  run: z.object({
    id: text,
    process: text,
    processVersion: text,
    status: z.enum(runStatuses),
    subjectId: text,
    /** Why it stands still or ended as it did. */
    reason: text.nullable(),
  }),
  steps: z
    .array(
      z.object({
        index: z.int(),
        name: text,
        status: z.enum(stepStatuses),
        instance: text.nullable(),
        /** Of how many plans this is the last one, and how often it was tried. */
        attempt: z.int(),
        tries: z.int(),
        nextAt: text.nullable(),
      }),
    )
    .optional(),
  checkpoint: z.object({ name: text, system: text.nullable() }).optional(),
});

/**
 * What the events of an exception say: how it stands. Not what was found, nor what people wrote: whoever may see that reads it from the
 * exception. The amounts are left out for whoever does not see amounts.
 */
const exceptionData = z.object({
  exception: z.object({
    id: text,
    runId: text,
    process: text,
    code: text,
    category: z.enum(exceptionCategories),
    severity: z.enum(severities),
    status: z.enum(exceptionStatuses),
    ownerTeam: text,
    assigneeId: text.nullable(),
    rootCauseKey: text,
    legalEntityId: text.nullable(),
    /** As it is in the run, and in the reporting currency; null: nothing, and no rate. */
    moneyAtRisk: moneyValue.nullable().optional(),
    reportedAtRisk: decimal.nullable().optional(),
    openedAt: instant,
    dueAt: instant,
    escalation: z.int(),
    nextAttemptAt: instant.nullable(),
  }),
  /** The user who did it; absent where the hub did. */
  by: text.optional(),
});

/** What the events of an amendment say: how it stands. What it comes to is read from it. */
const amendmentData = z.object({
  amendment: z.object({
    id: text,
    type: z.enum(amendmentTypes),
    status: z.enum(amendmentStatuses),
    effectiveDate: text,
    subscriptionId: text,
    runId: text,
    requestedBy: text,
  }),
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
    schemaOf('run', typesOf('run'), runData),
    schemaOf('exception', typesOf('exception'), exceptionData),
    schemaOf('amendment', typesOf('amendment'), amendmentData),
  ]);
}

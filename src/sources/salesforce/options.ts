import { z } from 'zod';
import { httpOptions } from '../http/policy.ts';

const customField = z.string().regex(/^[A-Za-z]\w*__c$/);

/** The names of the fields that the organisation has for the hub. */
const hubFields = z
  .object({
    /** Of a contract: text, external id, unique. */
    hubId: customField.default('Isthmus_Id__c'),
    /** Of an opportunity: text. */
    orderStatus: customField.default('Isthmus_Order_Status__c'),
    /** Of an opportunity: text. */
    orderNumber: customField.default('Isthmus_Order_Number__c'),
  })
  .prefault({});

export type HubFields = z.infer<typeof hubFields>;

/** What can be set of a Salesforce connector beside its credentials. */
export const options = httpOptions.extend({
  /** One release of the REST API, never the newest by itself: releases change answers. */
  apiVersion: z
    .string()
    .regex(/^\d{2,3}\.0$/)
    .default('68.0'),
  /** Rows of one page of a scan. */
  pageSize: z.int().min(1).max(2000).default(2000),
  /** How long to leave the account alone when its daily allowance is used up; Salesforce does not say how long. */
  limitPauseMs: z.int().positive().default(10_000),
  /** The channel of change events: all objects that change events are switched on for, or a custom channel `/data/<name>__chn`. */
  pubsubTopic: z
    .string()
    .regex(/^\/data\/\w+$/)
    .default('/data/ChangeEvents'),
  /** How long the change stream may be silent; Salesforce sends a keepalive within 270 s. */
  pubsubSilenceMs: z.int().positive().default(300_000),
  /** How far a poll looks back behind the last one. */
  overlapMs: z.int().nonnegative().default(300_000),
  fields: hubFields,
});

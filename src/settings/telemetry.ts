import { z } from 'zod';
import { number } from './number.ts';

/** Traces and metrics beside /metrics. */
export const telemetrySettings = z.strictObject({
  /** An OTLP/HTTP collector, for example http://collector:4318; null: nothing is sent. */
  otlpUrl: z.url().nullable().default(null),
  /** What a reader of /metrics must send as `Authorization: Bearer`; null: nothing. */
  metricsToken: z.string().min(16, 'must be at least 16 characters').nullable().default(null),
  serviceName: z.string().min(1).default('isthmus'),
  /** The share of requests that are traced, 0 to 1. */
  sampleRatio: number(z.number().min(0).max(1)).default(1),
});

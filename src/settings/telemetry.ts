import { z } from 'zod';
import { number } from './number.ts';

/** Traces and metrics beside /metrics. */
export const telemetrySettings = z.strictObject({
  /** An OTLP/HTTP collector, for example http://collector:4318; null: nothing is sent. */
  otlpUrl: z.url().nullable().default(null),
  serviceName: z.string().min(1).default('isthmus'),
  /** The share of requests that are traced, 0 to 1. */
  sampleRatio: number(z.number().min(0).max(1)).default(1),
});

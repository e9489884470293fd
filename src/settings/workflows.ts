import { z } from 'zod';
import { number } from './number.ts';
import { quoteToCashSettings } from './quote-to-cash.ts';

const ms = (least: number): z.ZodType<number> => number(z.number().int().min(least).max(86_400_000));

/** How orchestrated writes are moved on (docs/workflows.md). */
export const workflowSettings = z.strictObject({
  /** Runs that one node moves at once. */
  concurrency: number(z.number().int().min(1).max(10_000)).default(50),
  /** What this node is called: one that starts takes the place of an older one with its name. Null: its host and port. */
  nodeName: z.string().min(1).max(200).nullable().default(null),
  /** How often a node says that it lives, and after how long without a word it is dead and others go on with its runs. */
  beatMs: ms(50).default(2_000),
  deadAfterMs: ms(500).default(10_000),
  /** How often a node looks for runs that are due, and how often it asks the queue that all nodes share. */
  sweepMs: ms(20).default(1_000),
  pollMs: ms(10).default(100),
  /** How long an ending node waits for calls that are under way. */
  drainMs: ms(0).default(20_000),
  /** The wait after the first failure of a step, at most; doubled after each further one, up to the longest. */
  retryAfterMs: ms(1).default(1_000),
  retryAtMostMs: ms(1).default(900_000),
  /** After so many tries in vain a person is told; it goes on being tried. */
  triesBeforeException: number(z.number().int().min(1).max(1000)).default(5),
  /** How long a system may go on with a call that it never answered: until then "it is not there" is not believed. */
  lookAfterMs: ms(0).default(15_000),
  /** How often, one after the other, the node may end while it moves a run before that run is stopped. */
  crashesBeforeStop: number(z.number().int().min(1).max(1000)).default(3),
  quoteToCash: quoteToCashSettings.prefault({}),
});

export type WorkflowSettings = z.infer<typeof workflowSettings>;

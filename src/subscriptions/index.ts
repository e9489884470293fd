import type { SubscriptionResolvers } from '../generated/graphql.ts';
import { approvalChanged } from './approval-changed.ts';
import { customerChanged } from './customer-changed.ts';
import { exceptionChanged } from './exception-changed.ts';
import { eventAppended } from './event-appended.ts';
import { replayProgress } from './replay-progress.ts';
import { sourceHealthChanged } from './source-health-changed.ts';
import { syncStatusChanged } from './sync-status-changed.ts';
import { workflowRunChanged } from './workflow-run-changed.ts';

/** Every subscription of the graph. */
export const subscriptionResolvers: SubscriptionResolvers = {
  approvalChanged,
  customerChanged,
  eventAppended,
  exceptionChanged,
  replayProgress,
  sourceHealthChanged,
  syncStatusChanged,
  workflowRunChanged,
};

import type {
  StreamChangeResolvers,
  StreamHeartbeatResolvers,
  StreamMessageResolvers,
  StreamResetResolvers,
} from '../generated/graphql.ts';
import { nodesOf } from './node.ts';

/** The most that an Int of the graph holds. */
const maxInt = 2_147_483_647;

export const streamMessageResolvers: StreamMessageResolvers = { __resolveType: (message) => message.type };

export const streamChangeResolvers: StreamChangeResolvers = {
  eventId: ({ event }) => event.id,
  kind: ({ event }) => event.change,
  node: async ({ event }, _args, context) => (await nodesOf(context, [event.subjectId]))[0] ?? null,
};

export const streamHeartbeatResolvers: StreamHeartbeatResolvers = {
  lagMs: ({ lagMs }) => Math.min(lagMs, maxInt),
};

export const streamResetResolvers: StreamResetResolvers = {
  missedAtLeast: ({ missedAtLeast }) => Math.min(missedAtLeast, maxInt),
};

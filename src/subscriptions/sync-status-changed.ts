import { seesEvent } from '../auth/projection.ts';
import type { CanonicalEvent } from '../canonical/event.ts';
import type { SystemKind } from '../canonical/kind.ts';
import type { SourceInfo } from '../context.ts';
import type { SubscriptionResolvers } from '../generated/graphql.ts';
import { customerScope } from './customer.ts';

/** Most records out of step that a snapshot holds. */
const most = 200;

/** What systems say of the records of a customer, or of all. */
export const syncStatusChanged: SubscriptionResolvers['syncStatusChanged'] = {
  async subscribe(_root, { customerId, systems, after }, { hub, rights }) {
    const customer = customerId == null ? null : await customerScope(hub.reader, customerId, 'customerId');
    const wanted = systems == null ? null : new Set(systems);
    const told = (event: CanonicalEvent): boolean => {
      if (wanted === null) return true;
      const system = systemOf(hub.sources, event);
      return system !== undefined && wanted.has(system);
    };
    return hub.streams.open({
      field: 'syncStatusChanged',
      args: { customerId, systems: wanted && [...wanted].toSorted() },
      after: after ?? null,
      // The customer is asked first: it must see every event to notice that it is merged.
      matches(event) {
        const its = customer?.includes(event) ?? true;
        return (its || event.type === 'source.health_changed') && told(event) && seesEvent(rights, event);
      },
      async snapshot() {
        if (customer) return customer.now();
        const records = await hub.reader.records(await hub.reader.outOfStep(most));
        return records.filter((record) => record !== null);
      },
    });
  },
  resolve: (message: unknown) => message as never,
};

/** The system that an event tells of: of the source that told, or that the hub tells about. */
function systemOf(
  sources: readonly SourceInfo[],
  { source, subjectId, data }: CanonicalEvent,
): SystemKind | undefined {
  const instance = source ?? data['instance'] ?? subjectId.replace(/^src_/, '');
  return sources.find((each) => each.instance === instance)?.system;
}

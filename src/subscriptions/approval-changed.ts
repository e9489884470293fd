import type { SubscriptionResolvers } from '../generated/graphql.ts';

/** Most approvals that a snapshot holds. */
const most = 200;

/** Approvals as they are asked for and decided: all, or those that concern the caller. */
export const approvalChanged: SubscriptionResolvers['approvalChanged'] = {
  async subscribe(_root, { mine, after }, { hub, principal }) {
    const { approvals } = hub.governance;
    const audience = mine ? await approvals.audience(principal) : null;
    const told = (data: Readonly<Record<string, unknown>>): boolean => {
      if (!audience) return true;
      // An event whose data was withheld tells nobody in particular.
      const { makerIds = [], approverRoles = [] } = (data['approval'] ?? {}) as {
        makerIds?: readonly string[];
        approverRoles?: readonly string[];
      };
      return (
        audience.mine.any ||
        makerIds.some((id) => audience.personIds.has(id)) ||
        approverRoles.some((role) => audience.mine.roles.includes(role))
      );
    };
    return hub.streams.open({
      field: 'approvalChanged',
      args: { mine: mine ? principal.account : null },
      // What concerns one person must not be shared with others who may see the same.
      ...(mine && { audience: JSON.stringify([principal.account, principal.person, principal.actors]) }),
      after: after ?? null,
      matches: ({ type, data }) => type.startsWith('approval.') && told(data),
      async snapshot() {
        const filter = { status: ['PENDING'], kind: null, mine: audience?.mine ?? null };
        const { ids } = await approvals.list(filter, { first: most });
        return (await approvals.byIds(ids)).filter((approval) => approval !== null);
      },
    });
  },
  resolve: (message: unknown) => message as never,
};

import type { AuditView } from '../context.ts';
import type {
  AuditEntryConnectionResolvers,
  AuditEntryResolvers,
  QueryResolvers,
} from '../generated/graphql.ts';
import { connectionResolvers, fromPage, pageArgs } from './connection.ts';
import { checkSpan } from './span.ts';

export const auditEntryResolvers: AuditEntryResolvers = {
  sequence: ({ seq }) => seq,
  actor: ({ person }) => person,
  actors: ({ actors }) => JSON.parse(actors) as string[],
  before: ({ shown }) => shown.before,
  after: ({ shown }) => shown.after,
};

export const auditEntryConnectionResolvers: AuditEntryConnectionResolvers = {
  ...connectionResolvers,
  chainVerified: ({ edges }, _args, { hub }) => hub.audit.verified(edges.map(({ node }) => node)),
};

/** The query over the audit trail. */
export const auditQueries: Pick<QueryResolvers, 'audit'> = {
  async audit(_root, { subject, actor, action, from, to, ...page }, { hub }) {
    checkSpan(from, to, 'from');
    const filter = {
      subject: subject ?? null,
      actor: actor ?? null,
      actions: action ?? null,
      from: from ?? null,
      to: to ?? null,
    };
    const ids = await hub.audit.list(filter, pageArgs(page));
    return fromPage<AuditView>(ids, await hub.audit.byIds(ids.ids));
  },
};

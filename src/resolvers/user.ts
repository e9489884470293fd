import type { Batch, QueryResolvers, Role, UserResolvers } from '../generated/graphql.ts';
import type { UserParent } from './model.ts';
import type { GraphContext } from './request.ts';
import { syncStatus } from './sync.ts';

type Loaders = Required<Batch.Loaders<GraphContext>>['User'];

export const userLoaders: Loaders = {
  async syncStatus(queries, context) {
    const known = queries.flatMap(({ obj }) => ('links' in obj ? [{ obj }] : []));
    const states = await syncStatus(known, context);
    const of = new Map<UserParent, (typeof states)[number]>(
      known.map(({ obj }, index) => [obj, states[index]!]),
    );
    // Who is known by tokens alone is in no source.
    return queries.map(({ obj }) => of.get(obj) ?? []);
  },
};

export const userResolvers: UserResolvers = {
  roles: (user) => ('roles' in user ? (user.roles as Role[]) : []),
};

export const viewerQuery: Pick<QueryResolvers, 'viewer'> = {
  async viewer(_root, _args, { hub, principal }) {
    const id = await hub.people.remember(principal);
    const [known] = await hub.people.byIds([id]);
    return { id, person: principal.person, name: known?.name ?? principal.name, roles: principal.roles };
  },
};

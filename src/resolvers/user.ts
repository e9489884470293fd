import { getNamedType, type GraphQLSchema, isObjectType } from 'graphql';
import type { Rights } from '../auth/rights.ts';
import type { Batch, QueryResolvers, Role, UserResolvers } from '../generated/graphql.ts';
import { fromPage, pageArgs } from './connection.ts';
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

/** What the rights of a caller come to: worked out once for all who may the same. */
const permitted = new WeakMap<Rights, readonly string[]>();

export const userQueries: Pick<QueryResolvers, 'viewer' | 'permissions' | 'users'> = {
  async viewer(_root, _args, { hub, principal }) {
    const id = await hub.people.remember(principal);
    const [known] = await hub.people.byIds([id]);
    return { id, person: principal.person, name: known?.name ?? principal.name, roles: principal.roles };
  },
  permissions(_root, _args, { rights }, { schema }) {
    let known = permitted.get(rights);
    if (!known) permitted.set(rights, (known = permissionsOf(schema, rights)));
    return known;
  },
  async users(_root, args, { hub, rights }) {
    const page = await hub.people.list(pageArgs(args), rights.decide('User.name') === 'allow');
    return fromPage<UserParent>(page, await hub.people.byIds(page.ids));
  },
};

/** `Type.field` of every field of a schema that somebody with these rights may ask for, in the order of the alphabet. */
function permissionsOf(schema: GraphQLSchema, rights: Rights): string[] {
  return Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type))
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap((type) =>
      Object.values(type.getFields()).flatMap((field) => {
        const leadsTo = getNamedType(field.type);
        const seen = !isObjectType(leadsTo) || rights.sees(leadsTo.name);
        const coordinate = `${type.name}.${field.name}`;
        return seen && rights.decide(coordinate) !== 'deny' ? [coordinate] : [];
      }),
    )
    .toSorted();
}

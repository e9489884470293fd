import { Problem } from '../../canonical/problem.ts';
import type { ProblemDetail } from '../../canonical/problem.ts';
import type { Row } from '../http/reader.ts';
import type { CallOptions } from '../source.ts';
import type { Support, SupportEntitlement } from '../support.ts';
import type { Client } from './client.ts';
import { entitlementOf, featuresIn, fieldsOf, tagOf } from './entitlement.ts';
import type { Options } from './policy.ts';

const isId = (id: string): boolean => /^\d{1,19}$/.test(id);

/** What `work` gives; a Problem that it throws says this of the effect. */
async function known<T>(outcome: ProblemDetail['outcome'], work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new Problem(error.code, error.message, { ...error.detail, outcome });
  }
}

const plain = (of: SupportEntitlement): string =>
  JSON.stringify([
    of.tier,
    of.status,
    of.validFrom,
    of.validTo,
    of.subscriptionNumber,
    of.features.toSorted(),
  ]);

/**
 * What Zendesk can be asked to do. A customer is an organization, named by our external id. An entitlement is five organization fields,
 * which are set in one call, and a tag for each feature. Tags are added and taken away one by one and never set as a list, so that nothing
 * is lost of what agents and triggers do to the others at the same time.
 */
export function createSupport(client: Client, options: Options): Support {
  const read = async (id: string, call?: CallOptions): Promise<Row | null> =>
    isId(id) ? client.organization(id, call) : null;

  /** The organization as it is before it is changed. Throws where what is asked for cannot be set. */
  async function ready(
    id: string,
    fields: readonly string[],
    tags: readonly string[],
    call: CallOptions,
  ): Promise<Row> {
    const unfit = tags.find((tag) => !/^[a-z0-9_-]+$/.test(tag));
    if (unfit !== undefined)
      throw client.problem('SOURCE_REJECTED', `${unfit} cannot be a tag`, { path: 'features' });
    const row = await read(id, call);
    if (row === null)
      throw client.problem('NOT_FOUND', 'the customer has no organization in Zendesk', {
        path: 'customerExternalId',
      });
    // A field that the account has not defined is ignored without a word.
    const missing = fields.find((name) => !row.row('organization_fields').has(name));
    if (missing === undefined) return row;
    throw client.problem('SOURCE_DRIFTED', `Zendesk has no organization field ${missing}`, {
      path: `organization_fields.${missing}`,
    });
  }

  return {
    entitlement: async (customerExternalId, call) => {
      const row = await read(customerExternalId, call);
      return row && entitlementOf(row, options);
    },
    customerBy: async (externalId, call) => (await client.organizationBy(externalId, call))?.id('id') ?? null,
    putCustomer: {
      name: 'customer.put',
      class: 'B',
      keyLifetimeMs: null,
      perform: async ({ externalId, name, domains }, call) => {
        // One that is there stays as agents keep it: a list of domains is set as a whole, and theirs would be lost.
        const there = await known('NOT_APPLIED', client.organizationBy(externalId, call));
        const object = 'organization';
        if (there) {
          const id = there.id('id');
          return { result: { id }, object, externalId: id, found: true, httpStatus: null };
        }
        const body = { external_id: externalId, name, domain_names: domains };
        return client.putOrganization(
          body,
          (row, httpStatus) => {
            const id = row.id('id');
            return { result: { id }, object, externalId: id, found: httpStatus === 200, httpStatus };
          },
          call,
        );
      },
    },
    setEntitlement: {
      name: 'entitlement.set',
      class: 'B',
      keyLifetimeMs: null,
      perform: async ({ customerExternalId: id, entitlement }, call) => {
        const fields = fieldsOf(entitlement, options);
        const tags = [...new Set(entitlement.features.map((each) => tagOf(each, options)))].toSorted();
        const wanted = { ...entitlement, features: featuresIn(tags, options) };
        const before = await known('NOT_APPLIED', ready(id, Object.keys(fields), tags, call));
        const found = isAlready(before, wanted, options);
        const { held, httpStatus } = await client.setOrganization(
          id,
          { organization_fields: fields },
          (row, status) => {
            const now = entitlementOf(row, options);
            if (plain({ ...now, features: wanted.features }) !== plain(wanted))
              throw row.drift('organization_fields', 'what was set');
            const held = row.texts('tags').filter((tag) => tag.startsWith(options.featureTagPrefix));
            return { held, httpStatus: status };
          },
          call,
        );
        const added = tags.filter((tag) => !held.includes(tag));
        const removed = held.filter((tag) => !tags.includes(tag));
        // Behind the first change: whatever these come to, something was done.
        if (added.length > 0) await known('UNKNOWN', client.tag(id, 'add', added, call));
        if (removed.length > 0) await known('UNKNOWN', client.tag(id, 'remove', removed, call));
        return {
          result: wanted,
          object: 'organization_entitlement',
          externalId: id,
          found,
          httpStatus,
        };
      },
    },
  };
}

/** Whether an organization says already what is wanted; a word in it that nobody knows says that it does not. */
function isAlready(row: Row, wanted: SupportEntitlement, options: Options): boolean {
  try {
    return plain(entitlementOf(row, options)) === plain(wanted);
  } catch (error) {
    if (error instanceof Problem && error.code === 'SOURCE_DRIFTED') return false;
    throw error;
  }
}

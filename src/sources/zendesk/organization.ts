import type { Http } from '../http/http.ts';
import type { Answer, Call } from '../http/policy.ts';
import type { Row } from '../http/reader.ts';
import type { CallOptions } from '../source.ts';

/** What can be set of an organization. */
interface OrganizationBody {
  readonly name?: string;
  readonly external_id?: string;
  readonly domain_names?: readonly string[];
  readonly organization_fields?: Readonly<Record<string, string | null>>;
}

type Reading<T> = (organization: Row, httpStatus: number) => T;

/** The calls about one organization, reads straight from the database. */
export interface OrganizationCalls {
  /** Null when there is none with the id. */
  organization(id: string, options?: CallOptions): Promise<Row | null>;
  /** The one with an external id of ours; null when there is none. */
  organizationBy(externalId: string, options?: CallOptions): Promise<Row | null>;
  /** Makes one, or changes the one with the external id. `read` is handed what it is then, and the HTTP status. */
  putOrganization<T>(body: OrganizationBody, read: Reading<T>, options?: CallOptions): Promise<T>;
  /** Changes what is named; organization fields that are not named stay as they are. */
  setOrganization<T>(id: string, body: OrganizationBody, read: Reading<T>, options?: CallOptions): Promise<T>;
  /** Adds tags or takes some away, whatever others do to the tags meanwhile; gives all there are then. */
  tag(
    id: string,
    what: 'add' | 'remove',
    tags: readonly string[],
    options?: CallOptions,
  ): Promise<readonly string[]>;
}

const root = '/api/v2/organizations';

/** Source: developer.zendesk.com/api-reference/ticketing/{organizations/organizations,ticket-management/tags}. */
export function organizationCalls(http: Http): OrganizationCalls {
  const top = (answer: Answer): Row => http.row(answer.json(), '$');
  const write = (method: Call['method'], path: string, body: object): Call => ({
    method,
    path: `${root}/${path}`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

  return {
    organization: (id, options) =>
      http.request(
        { method: 'GET', path: `${root}/${id}` },
        (answer) => (answer.status === 404 ? null : top(answer).row('organization')),
        options,
      ),
    organizationBy: (externalId, options) =>
      http.request(
        { method: 'GET', path: `${root}/show_many`, query: [['external_ids', externalId]] },
        (answer) => top(answer).rows('organizations')[0] ?? null,
        options,
      ),
    putOrganization: (organization, read, options) =>
      http.request(
        // A customer may be named after a person.
        { ...write('POST', 'create_or_update', { organization }), personal: [organization.name ?? ''] },
        (answer) => read(top(answer).row('organization'), answer.status),
        options,
      ),
    setOrganization: (id, organization, read, options) =>
      http.request(
        write('PUT', id, { organization }),
        (answer) => read(top(answer).row('organization'), answer.status),
        options,
      ),
    tag: (id, what, tags, options) =>
      http.request(
        write(what === 'add' ? 'PUT' : 'DELETE', `${id}/tags`, { tags }),
        (answer) => top(answer).texts('tags'),
        options,
      ),
  };
}

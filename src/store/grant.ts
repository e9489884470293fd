import { accessChannel } from './access.ts';
import type { Queryable } from './database.ts';

/** Rights that somebody took in an emergency. */
export interface Grant {
  readonly id: string;
  /** As names are compared. */
  readonly person: string;
  /** `usr_...` */
  readonly personId: string;
  readonly account: string;
  readonly reason: string;
  /** ISO 8601. */
  readonly at: string;
  readonly until: string;
}

const columns = `id, person, person_id as "personId", account, reason, at, until`;

/** Grants rights for so many minutes from now on, and tells every process when the transaction commits. */
export async function addGrant(
  db: Queryable,
  grant: Omit<Grant, 'at' | 'until'> & { readonly minutes: number },
): Promise<Grant> {
  const { rows } = await db.query<Grant>(
    `insert into access_grant (id, person, person_id, account, reason, until)
     values ($1, $2, $3, $4, $5, now() + $6::int * interval '1 minute') returning ${columns}`,
    [grant.id, grant.person, grant.personId, grant.account, grant.reason, grant.minutes],
  );
  await db.query(`select pg_notify('${accessChannel}', '')`);
  return rows[0]!;
}

/** The grants that have not ended, the one that ends first first. */
export async function currentGrants(db: Queryable): Promise<readonly Grant[]> {
  const { rows } = await db.query<Grant>(
    `select ${columns} from access_grant where until > now() order by until`,
  );
  return rows;
}

/** The last grants, the newest first. */
export async function latestGrants(db: Queryable, limit: number): Promise<readonly Grant[]> {
  const { rows } = await db.query<Grant>(
    `select ${columns} from access_grant order by at desc, id desc limit $1`,
    [limit],
  );
  return rows;
}

/** Grants by id, in no order. */
export async function grantsById(db: Queryable, ids: readonly string[]): Promise<readonly Grant[]> {
  const { rows } = await db.query<Grant>(`select ${columns} from access_grant where id = any($1)`, [ids]);
  return rows;
}

/** Whether a person (as names are compared) has a grant that has not ended. */
export async function isGranted(db: Queryable, person: string): Promise<boolean> {
  const { rows } = await db.query<{ granted: boolean }>(
    'select exists (select from access_grant where person = $1 and until > clock_timestamp()) as granted',
    [person],
  );
  return rows[0]!.granted;
}

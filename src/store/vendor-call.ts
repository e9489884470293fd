import type { HeardCall, VendorCall } from '../canonical/vendor-call.ts';
import { withoutAddresses } from '../canonical/personal.ts';
import type { Queryable } from './database.ts';
import { personalOf } from './personal.ts';
import { sealedMember } from './sealed.ts';
import { destroyKeys } from './subject-key.ts';

/**
 * A call as it is stored. What was said in it may name anybody, so its query and bodies are one sealed text. The key is the run's own, which
 * goes when somebody is erased whom the run may have told of (`destroyCalls`).
 */
export type StoredCall = Pick<VendorCall, 'method' | 'url' | 'headers' | 'status' | 'truncated'> & {
  readonly [sealedMember]: string | null;
};

/** Where a try of a step stands. */
export interface AttemptPlace {
  readonly runId: string;
  readonly index: number;
  readonly nth: number;
}

type Said = Pick<HeardCall, 'requestBody' | 'responseBody' | 'personal'> & { readonly query: string };

const placeOf = (runId: string, index: number): string => `call ${runId}.${index}`;

const masked = '***';

/** A call as it is to be stored with a try of the run's step. */
export async function sealCall(
  db: Queryable,
  { url, requestBody, responseBody, personal, ...told }: HeardCall,
  runId: string,
  index: number,
): Promise<StoredCall> {
  const [path = '', query = ''] = parted(url);
  const said: Said = { query, requestBody, responseBody, personal };
  const [text = null] = await personalOf(db).seal([
    { subject: runId, place: placeOf(runId, index), fields: { ...said } },
  ]);
  return { ...told, url: path, [sealedMember]: text };
}

/**
 * Destroys the keys of the calls of runs that may have told of these people: of runs about their customers, and of those that sent something
 * sealed under their key. Also of runs that go on, which keep no more words. Part of the caller's transaction; returns the runs.
 */
export async function destroyCalls(
  db: Queryable,
  people: readonly string[],
  asked: string,
): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `with party as (
       select customer_id as id from entity where id = any($1)
       union select customer_id from event where subject_id = any($1)
       union select $2
     ), whole as (
       select id from party union select e.id from entity e join party p on e.merged_into = p.id
       union select e.merged_into from entity e join party p on e.id = p.id
     ) select r.id from run r
     where (r.finished_at is null or exists (select from subject_key k where k.subject_id = r.id and k.erased_at is null))
       and (r.customer_id in (select id from whole) or exists (select from whole w where w.id = any(r.concerns))
         or exists (select from effect e where e.run_id = r.id and split_part(e.input ->> $3, '.', 1) = any($1)))
     order by r.id`,
    [people, asked, sealedMember],
  );
  const ids = rows.map(({ id }) => id);
  await destroyKeys(db, ids);
  return ids;
}

/** What is stored of a call whose words could not be sealed, or must not be kept. */
export function bareCall({ method, url, headers, status, truncated }: HeardCall): StoredCall {
  return { method, url: parted(url)[0]!, headers, status, truncated, [sealedMember]: null };
}

/**
 * The call of each of these tries, in their order; null where none is kept. What is known to name a person is `***` unless `whole`; query and
 * bodies are missing where somebody was erased whom they may name.
 */
export async function readCalls(
  db: Queryable,
  places: readonly AttemptPlace[],
  whole: boolean,
): Promise<(VendorCall | null)[]> {
  const { rows } = await db.query<AttemptPlace & { readonly call: StoredCall }>({
    name: 'run-calls',
    text: `select a.run_id as "runId", a.step_index as index, a.nth, a.call
           from unnest($1::text[], $2::integer[], $3::integer[]) as p (run_id, step_index, nth)
           join run_attempt a on a.run_id = p.run_id and a.step_index = p.step_index and a.nth = p.nth where a.call is not null`,
    values: [
      places.map(({ runId }) => runId),
      places.map(({ index }) => index),
      places.map(({ nth }) => nth),
    ],
  });
  const sealed = rows.flatMap(({ runId, index, call: { [sealedMember]: text } }) =>
    text === null ? [] : [{ text, place: placeOf(runId, index) }],
  );
  const opened = await personalOf(db).open(sealed);
  const found = new Map<string, VendorCall>();
  let next = 0;
  for (const { call, ...place } of rows) {
    const said = call[sealedMember] === null ? null : (opened[next++] as unknown as Said | null);
    found.set(keyOf(place), shown(call, said, whole));
  }
  return places.map((place) => found.get(keyOf(place)) ?? null);
}

const keyOf = ({ runId, index, nth }: AttemptPlace): string => `${runId}.${index}.${nth}`;

function parted(url: string): readonly string[] {
  const at = url.indexOf('?');
  return at < 0 ? [url, ''] : [url.slice(0, at), url.slice(at)];
}

function shown(stored: StoredCall, said: Said | null, whole: boolean): VendorCall {
  const { method, url, headers, status, truncated } = stored;
  const call = { method, url, headers, status, truncated };
  if (!said) return { ...call, requestBody: null, responseBody: null };
  const { query, requestBody, responseBody, personal } = said;
  const seen = (text: string | null): string | null =>
    text === null || whole ? text : withoutPersons(text, personal);
  return {
    ...call,
    // A query may look somebody up by anything.
    url: call.url + (query === '' || whole ? query : `?${masked}`),
    requestBody: seen(requestBody),
    responseBody: seen(responseBody),
  };
}

/** Members by which vendors tell who somebody is and where to find them, in any of their spellings. */
const personalMember =
  /("(?:first|last|middle|given|family|full|contact|person)_?name"|"[^"\\]{0,60}(?:e-?mail|phone|fax|mobile|street|address_?[12]|addr[12]|zip_?code|postal_?code|attention)[^"\\]{0,60}")(\s*:\s*)"(?:[^"\\]|\\.)*(?:"|$)/gi;

function withoutPersons(text: string, personal: readonly string[]): string {
  const names = personal.filter(({ length }) => length > 1).toSorted((a, b) => b.length - a.length);
  const bare = text.replace(
    personalMember,
    (_all, name: string, colon: string) => `${name}${colon}"${masked}"`,
  );
  return names.reduce((rest, each) => rest.replaceAll(each, masked), withoutAddresses(bare));
}

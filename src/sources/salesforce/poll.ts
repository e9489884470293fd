import { z } from 'zod';
import { whatFits } from '../http/fit.ts';
import type { Http } from '../http/http.ts';
import type { CallOptions, Changes } from '../source.ts';
import { quoted } from './client.ts';
import type { SalesforceClient } from './client.ts';
import { isDeletable, mappings, recordOrProblem, scanned, selected } from './map.ts';
import type { SalesforceKind } from './map.ts';

/** How long deleted rows can be queried. Source: Salesforce help, "View, Restore, and Manage the Recycle Bin". */
const recycleBinMs = 15 * 24 * 3_600_000;

/** A round of the poll: from `since`, less the overlap, to the end, in as many pages as that takes. */
const cursorShape = z.object({
  since: z.iso.datetime(),
  /** When the round began, by Salesforce's clock. */
  askedAt: z.iso.datetime().nullish(),
  /** The last row of the page before. */
  after: z.tuple([z.iso.datetime(), z.string().regex(/^[0-9A-Za-z]{18}$/)]).optional(),
});
type Cursor = z.infer<typeof cursorShape>;

function written(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

function read(http: Http, text: string): Cursor {
  try {
    return cursorShape.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch {
    throw http.problem('CURSOR_EXPIRED', 'the cursor of the poll is not one of ours');
  }
}

/** A cursor that starts at an instant. Throws INVALID_INPUT for what is none. */
export function startingAt(http: Http, since: string): string {
  const time = new Date(since);
  if (Number.isNaN(time.getTime()))
    throw http.problem('INVALID_INPUT', 'the start of the poll is no instant');
  return written({ since: time.toISOString() });
}

/** An instant as SOQL writes it. */
function soqlTime(iso: string): string {
  return iso.replace('.000Z', 'Z');
}

const later = (left: string, right: string): string => (left > right ? left : right);

/**
 * One page of what changed by SystemModstamp, deleted rows from the recycle bin included. A round looks back by the overlap, because a
 * row is stamped before its transaction commits: what is committed later than the overlap after its stamp is left to the change stream.
 */
export async function poll(
  {
    http,
    client,
    instance,
    pageSize,
    overlapMs,
  }: {
    readonly http: Http;
    readonly client: SalesforceClient;
    readonly instance: string;
    readonly pageSize: number;
    readonly overlapMs: number;
  },
  kind: SalesforceKind,
  text: string,
  options?: CallOptions,
): Promise<Changes> {
  const cursor = read(http, text);
  const { since, after } = cursor;
  const { object } = mappings[kind];
  const deletable = isDeletable(kind);
  const start = soqlTime(new Date(Date.parse(since) - overlapMs).toISOString());
  const from = after
    ? `(SystemModstamp > ${soqlTime(after[0])} OR (SystemModstamp = ${soqlTime(after[0])} AND Id > ${quoted(after[1])}))`
    : `SystemModstamp >= ${start}`;
  const conditions = [scanned(kind), from].filter(Boolean).join(' AND ');
  const fields = [...selected(kind), ...(deletable ? ['IsDeleted'] : [])].join(',');
  const { rows, askedAt: now } = await client.queryAll(
    `SELECT ${fields} FROM ${object} WHERE ${conditions} ORDER BY SystemModstamp, Id LIMIT ${pageSize}`,
    options,
  );
  const last = rows.at(-1);
  const askedAt = after ? cursor.askedAt : now;
  // What was deleted since may have left the recycle bin, and then no query tells of it.
  if (deletable && askedAt && Date.parse(askedAt) - Date.parse(since) > recycleBinMs)
    throw http.problem('CURSOR_EXPIRED', `deleted ${object} rows cannot be told so far back`);

  const place = last && ([last.instant('SystemModstamp'), last.id('Id')] as const);
  if (place && after && place[0] === after[0] && place[1] === after[1])
    throw http.problem('SOURCE_DRIFTED', `the pages of changed ${object} rows do not get on`);

  const isGone = new Set(deletable ? rows.filter((row) => row.bool('IsDeleted')) : []);
  const stamp = place ? later(place[0], since) : since;
  const more = rows.length >= pageSize;
  const position = more ? stamp : later(askedAt ?? stamp, since);
  return {
    ...whatFits(rows.filter((row) => !isGone.has(row)).map((row) => recordOrProblem(kind, row, instance))),
    gone: [...isGone].map((row) => ({ object, externalId: row.id('Id') })),
    cursor: written(more && place ? { since, askedAt, after: [...place] } : { since: position }),
    position,
    more,
  };
}

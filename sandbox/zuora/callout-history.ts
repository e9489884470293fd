import type { SQLInputValue } from 'node:sqlite';
import type { Sim, SimRequest, SimResponse } from '../kit/types.ts';
import { accountCode, Refusal, success } from './answer.ts';

function moment(request: SimRequest, name: string, otherwise: number): string {
  const given = request.query.get(name);
  if (given === null) return new Date(otherwise).toISOString();
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/.test(given) ? given : `${given}Z`;
  if (Number.isNaN(Date.parse(zoned)))
    throw new Refusal(200, accountCode('queryParameter'), `The value of '${name}' is not a date and time.`);
  return new Date(zoned).toISOString();
}

function whole(request: SimRequest, name: string, otherwise: number, most: number): number {
  const given = request.query.get(name);
  if (given === null) return otherwise;
  if (!/^[1-9]\d{0,8}$/.test(given) || Number(given) > most)
    throw new Refusal(200, accountCode('queryParameter'), `The value of '${name}' is not valid.`);
  return Number(given);
}

/** The milliseconds go, and the letter for the time zone, as in the vendor's own answers. */
function shownAt(at: unknown): string {
  return String(at).slice(0, 19);
}

/**
 * `GET /v1/notification-history/callout`: the last try of each callout, newest first, only failed ones unless `failedOnly=false`, of the
 * last day unless startTime and endTime say otherwise. Source: developer.zuora.com, GET_CalloutHistory. What the sandbox was told to
 * lose is not in it: as if the vendor had never fired the event.
 */
export function calloutHistory(sim: Sim, request: SimRequest): SimResponse {
  const { query } = request;
  const page = whole(request, 'page', 1, 1e9);
  const pageSize = whole(request, 'pageSize', 20, 40);
  const to = moment(request, 'endTime', sim.now() + 1000);
  const from = moment(request, 'startTime', Date.parse(to) - 86_400_000);
  const where = [`l.at >= ? and l.at <= ? and coalesce(l.error, '') <> 'dropped'`];
  const bound: SQLInputValue[] = [from, to];
  if (query.get('failedOnly') !== 'false')
    where.push('(l.status is null or l.status < 200 or l.status >= 300)');
  const objectId = query.get('objectId');
  if (objectId !== null) {
    where.push('l.objectId = ?');
    bound.push(objectId);
  }
  const category = query.get('eventCategory');
  if (category !== null) {
    where.push(`json_extract(m.body, '$.event') = ?`);
    bound.push(category.replace(/^.*:/, ''));
  }
  const rows = sim.db
    .prepare(
      `select l.*, m.body, e.url from sim_webhook_log l join sim_webhook m on m.seq = l.message and m.attempts = l.attempt
         left join callout_endpoint e on e.name = l.endpoint
       where ${where.join(' and ')} order by l.seq desc limit ? offset ?`,
    )
    .all(...bound, pageSize + 1, (page - 1) * pageSize);
  const calloutHistories = rows.slice(0, pageSize).map((row) => {
    const { event, number, occurredAt } = JSON.parse(String(row.body)) as Record<string, string>;
    return {
      createTime: shownAt(row.at),
      requestMethod: 'POST',
      requestUrl: row.url,
      responseCode: row.status,
      notification: event,
      attemptedNum: row.attempt,
      eventCategory: `user.notification:${event}`,
      eventContext: {
        '<Event.Category>': event,
        '<Event.ID>': row.eventId,
        '<Event.Timestamp>': occurredAt,
        '<Object.Type>': row.object,
        '<Object.ID>': row.objectId,
        '<Object.Number>': number,
      },
    };
  });
  const next = new URLSearchParams(query);
  next.set('page', String(page + 1));
  next.set('pageSize', String(pageSize));
  const more = rows.length > pageSize && {
    nextPage: `${sim.url}/v1/notification-history/callout?${String(next)}`,
  };
  return { ...success({ calloutHistories, ...more }), note: { outcome: 'READ', objectType: 'callout' } };
}

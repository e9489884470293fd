import { createHash } from 'node:crypto';
import { atomically } from '../kit/database.ts';
import type { Sim, SimRequest, SimResponse } from '../kit/types.ts';
import { accountCode, failure, Refusal } from './answer.ts';

export const idempotencySchema = `create table if not exists idempotency (
  key text primary key, body_hash text not null, status integer not null, body text not null, stored_at integer not null
);`;

const keptMs = 24 * 3_600_000;

function conflict(status: 409 | 422, key: string, message: string): SimResponse {
  const code = accountCode(status === 409 ? 'lockContention' : 'invalidValue');
  return { ...failure(status, [{ code, message }]), note: { outcome: 'CONFLICT', idempotencyKey: key } };
}

/** Whether a request that came before has the key and is still being dealt with. */
function inFlight(sim: Sim, request: SimRequest, key: string): boolean {
  for (const other of sim.underway()) {
    if (other === request) return false;
    if (other.headers['idempotency-key'] === key) return true;
  }
  return false;
}

/**
 * Runs a POST under its Idempotency-Key: the first answer, failure or not, is replayed for 24 hours, another body is refused with 422, and a key
 * whose first request is not answered yet with 409. Source: developer.zuora.com/docs/guides/idempotent-requests.
 */
export function idempotently(sim: Sim, request: SimRequest, act: () => SimResponse): SimResponse {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return refusing(sim, act);
  if (request.method !== 'POST' && request.method !== 'PATCH')
    return failure(400, [
      {
        code: accountCode('invalidValue'),
        message: `Request method '${request.method}' not supported with Idempotency-Key header`,
      },
    ]);
  if (key.length > 255)
    return failure(400, [{ code: accountCode('invalidValue'), message: 'Idempotency-Key is too long' }]);
  sim.db.prepare('delete from idempotency where stored_at <= ?').run(sim.now() - keptMs);
  const hash = createHash('sha256')
    .update(`${request.method} ${request.path}\n`)
    .update(request.body)
    .digest('hex');
  const stored = sim.db.prepare('select * from idempotency where key = ?').get(key);
  if (stored && stored.body_hash !== hash)
    return conflict(422, key, 'The Idempotency-Key was used with another request');
  if (inFlight(sim, request, key))
    return conflict(409, key, 'A request with this Idempotency-Key is still in progress');
  if (stored)
    return {
      status: Number(stored.status),
      body: String(stored.body),
      note: { outcome: 'REPLAYED', idempotencyKey: key },
    };
  const answer = refusing(sim, act);
  sim.db
    .prepare('insert into idempotency (key, body_hash, status, body, stored_at) values (?, ?, ?, ?, ?)')
    .run(key, hash, answer.status, answer.body ?? '', sim.now());
  return { ...answer, note: { ...answer.note, idempotencyKey: key } };
}

/** Runs `act`; what it refuses becomes an answer, and nothing of what it has written stays. */
export function refusing(sim: Sim, act: () => SimResponse): SimResponse {
  try {
    return atomically(sim.db, act);
  } catch (error) {
    if (error instanceof Refusal) return failure(error.status, [error.reason]);
    throw error;
  }
}

import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { SimRequest, SimResponse } from './types.ts';

/** The audit trail of every request of the vendor's protocol. A crash leaves `answeredAt` null. */
export interface Journal {
  /** Writes the row of a request as soon as it has been read; returns its number. */
  receive(request: SimRequest, objectType: string | null, at: string): number;
  /** Says how the call ended inside the vendor, in the transaction that holds its effect. */
  settle(seq: number, request: SimRequest, response: SimResponse, at: string): void;
  /** Says that the answer was handed to the network. */
  answer(seq: number, status: number, at: string): void;
  rows(after: number, limit: number): readonly Record<string, unknown>[];
}

function outcomeOf(request: SimRequest, response: SimResponse): string {
  if (response.note?.outcome) return response.note.outcome;
  if (response.status === 429) return 'THROTTLED';
  if (response.status >= 400) return 'REJECTED';
  return request.method === 'GET' || request.method === 'HEAD' ? 'READ' : 'APPLIED';
}

/** The journal kept in the simulator's database. */
export function openJournal(db: DatabaseSync): Journal {
  const insert = db.prepare(
    'insert into sim_journal (receivedAt, method, path, query, bodyHash, objectType) values (?, ?, ?, ?, ?, ?)',
  );
  const settle = db.prepare(
    `update sim_journal set outcome = ?, appliedAt = ?, credentialId = ?, idempotencyKey = ?, externalId = ?,
       objectType = coalesce(?, objectType), objectId = ? where seq = ?`,
  );
  const answer = db.prepare('update sim_journal set answeredAt = ?, status = ? where seq = ?');
  const select = db.prepare('select * from sim_journal where seq > ? order by seq limit ?');
  return {
    receive(request, objectType, at) {
      const hash = request.body.length ? createHash('sha256').update(request.body).digest('hex') : null;
      const row = insert.run(at, request.method, request.path, request.query.toString(), hash, objectType);
      return Number(row.lastInsertRowid);
    },
    settle(seq, request, response, at) {
      const note = response.note ?? {};
      const outcome = outcomeOf(request, response);
      settle.run(
        outcome,
        outcome === 'APPLIED' ? at : null,
        note.credentialId ?? null,
        note.idempotencyKey ?? null,
        note.externalId ?? null,
        note.objectType ?? null,
        note.objectId ?? null,
        seq,
      );
    },
    answer(seq, status, at) {
      answer.run(at, status, seq);
    },
    rows(after, limit) {
      return select.all(after, limit);
    },
  };
}

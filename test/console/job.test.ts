import { describe, expect, it } from 'vitest';
import {
  cancelJob,
  countsOf,
  currentJobs,
  type Job,
  type Order,
  resumeJob,
  retryFailed,
  startJob,
} from '../../console/screens/exceptions/job.ts';

type Asked = Parameters<Order['send']>[1];
type Answer = Awaited<ReturnType<Order['send']>>;

const refusal = {
  code: 'CONFLICT',
  message: 'It is RESOLVED already.',
  field: null,
  retryable: false,
  system: null,
  correlationId: 'cor_1',
} as const;
const unreached: Answer = {
  data: undefined,
  troubles: [
    { code: 'UNREACHABLE', message: 'The hub does not answer.', path: '', source: null, correlationId: null },
  ],
};

/** What a hub says that has done what it was asked, but for those that it refuses. */
function did({ exceptionIds }: Asked, refused: readonly string[] = []): Answer {
  const ids = exceptionIds ?? [];
  const [no, yes] = [ids.filter((id) => refused.includes(id)), ids.filter((id) => !refused.includes(id))];
  return {
    data: {
      replayed: false,
      userErrors: [],
      results: [
        ...yes.map((id) => ({ id, ok: true, error: null })),
        ...no.map((id) => ({ id, ok: false, error: refusal })),
      ],
    },
    troubles: [],
  };
}

const ids = (count: number): readonly string[] => Array.from({ length: count }, (_, nth) => `exc_${nth}`);
const job = (id: string): Job => currentJobs().find((each) => each.id === id)!;
const settled = (id: string, state: Job['state']) => expect.poll(() => job(id).state).toBe(state);

function order(id: string, count: number, answer: (asked: Asked) => Promise<Answer>): Order {
  return {
    id,
    by: 'usr_1',
    name: `Retry ${count}`,
    deed: 'retry',
    reason: 'Try again',
    ids: ids(count),
    wish: { note: 'Try again' },
    send: (_, input) => answer(input),
    onSlice: () => undefined,
  };
}

describe('work on many exceptions', () => {
  it('is done in slices, each with a key of its own', async () => {
    const asked: Asked[] = [];
    startJob(
      order('slices', 120, async (input) => {
        asked.push(input);
        return did(input);
      }),
    );
    await settled('slices', 'finished');
    expect(asked.map(({ idempotencyKey, exceptionIds }) => [idempotencyKey, exceptionIds?.length])).toEqual([
      ['slices-0', 50],
      ['slices-1', 50],
      ['slices-2', 20],
    ]);
    expect(asked.flatMap(({ exceptionIds }) => exceptionIds)).toEqual(ids(120));
    expect(countsOf(job('slices'))).toEqual({ done: 120, failed: 0, waiting: 0 });
  });

  it('goes on where it was interrupted, with the same key, and does nothing twice', async () => {
    const keys: string[] = [];
    const answers = [did, () => unreached, did, did];
    const begun = order('interrupted', 120, async (input) => {
      keys.push(input.idempotencyKey);
      return answers[keys.length - 1]!(input);
    });
    startJob(begun);
    await settled('interrupted', 'stopped');
    expect([job('interrupted').trouble, countsOf(job('interrupted')).waiting]).toEqual([
      'The hub does not answer.',
      70,
    ]);
    resumeJob('interrupted', begun.send);
    await settled('interrupted', 'finished');
    expect(keys).toEqual(['interrupted-0', 'interrupted-1', 'interrupted-1', 'interrupted-2']);
  });

  it('stops behind the request that is under way when it is cancelled, and can go on', async () => {
    let count = 0;
    const begun = order('cancelled', 120, async (input) => {
      count += 1;
      cancelJob('cancelled');
      return did(input);
    });
    startJob(begun);
    await settled('cancelled', 'cancelled');
    await expect.poll(() => countsOf(job('cancelled'))).toEqual({ done: 50, failed: 0, waiting: 70 });
    resumeJob('cancelled', begun.send);
    await settled('cancelled', 'cancelled');
    await expect.poll(() => countsOf(job('cancelled')).done).toBe(100);
    expect(count).toBe(2);
  });

  it('says of each what came of it, and does again only what failed', async () => {
    const asked: Asked[] = [];
    const answers = [(input: Asked) => did(input, ['exc_3', 'exc_7']), did];
    const begun = order('partly', 10, async (input) => {
      asked.push(input);
      return answers[asked.length - 1]!(input);
    });
    startJob(begun);
    await settled('partly', 'finished');
    expect(job('partly').rows.get('exc_3')).toEqual({
      is: 'failed',
      code: 'CONFLICT',
      message: 'It is RESOLVED already.',
    });
    retryFailed('partly', 'again', 'Retry 2', begun.send);
    await settled('again', 'finished');
    expect([asked[1]!.idempotencyKey, asked[1]!.exceptionIds]).toEqual(['again-0', ['exc_3', 'exc_7']]);
  });

  it('goes on in the name of whoever has it go on, not of whoever began it', async () => {
    const names: string[] = [];
    startJob(order('renewed', 120, async () => unreached));
    await settled('renewed', 'stopped');
    resumeJob('renewed', async (deed, input) => {
      names.push(`${deed} ${input.idempotencyKey}`);
      return did(input);
    });
    await settled('renewed', 'finished');
    expect(names).toEqual(['retry renewed-0', 'retry renewed-1', 'retry renewed-2']);
  });

  it('that is refused as a whole has failed for each', async () => {
    startJob(
      order('refused', 3, async () => ({
        data: { replayed: false, userErrors: [refusal], results: [] },
        troubles: [],
      })),
    );
    await settled('refused', 'finished');
    expect(countsOf(job('refused'))).toEqual({ done: 0, failed: 3, waiting: 0 });
  });
});

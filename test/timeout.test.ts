import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withinTime } from '../src/http/timeout.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { eventually } from './support/hub.ts';
import { type Served, serve } from './support/served.ts';
import { codesOf, ways } from './support/ways.ts';

let hub: TestHub;
let served: Served;
let release: (() => void)[] = [];
let strays: unknown[] = [];
const stray = (error: unknown): void => void strays.push(error);
beforeAll(async () => {
  hub = await createTestHub();
  const reader = {
    ...hub.reader,
    // Answers when the test says so.
    rollups: () =>
      new Promise<never>((_resolve, reject) => release.push(() => reject(new Error('too late')))),
  };
  served = await serve({ ...hub, reader }, {}, { limits: { operationTimeoutMs: 150 } });
  process.on('unhandledRejection', stray);
});
afterAll(async () => {
  process.off('unhandledRejection', stray);
  await served.close();
  await hub.close();
});

const stuck = '{ customers(first: 1) { edges { node { rollup { customers } } } } }';
const late = {
  message: expect.stringContaining('longer than 150 ms'),
  extensions: { code: 'OPERATION_TIMEOUT', retryable: true, correlationId: expect.any(String) },
};

describe.each(Object.keys(ways))('over %s', (way) => {
  it('an operation that takes too long is given up, and what it comes to later does no harm', async () => {
    [release, strays] = [[], []];
    const { data, errors } = await ways[way]!(served, { query: stuck });
    expect([data ?? null, errors]).toEqual([null, [late]]);
    expect(release).toHaveLength(1);
    for (const each of release) each();
    expect(codesOf(await ways[way]!(served, { query: '{ sources { name } }' }))).toEqual([]);
    expect(strays).toEqual([]);
  });

  it('also when a compiled plan runs it', async () => {
    release = [];
    const answers = [1, 2, 3].map(() => ways[way]!(served, { query: `${stuck} # again` }));
    expect((await Promise.all(answers)).map(codesOf)).toEqual(Array(3).fill(['OPERATION_TIMEOUT']));
    for (const each of release) each();
  });
});

describe('over HTTP', () => {
  it('answers 504, with the correlation id that the caller gave', async () => {
    const { status, body } = await served.send({
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-correlation-id': 'mine-0001' },
      body: JSON.stringify({ query: stuck }),
    });
    expect([status, body.errors![0]!.extensions]).toEqual([
      504,
      { code: 'OPERATION_TIMEOUT', retryable: true, correlationId: 'mine-0001' },
    ]);
  });
});

describe('a subscription', () => {
  it('that never begins is given up and its late stream is closed', async () => {
    let opened: (() => void)[] = [];
    const slow = await serve(
      {
        ...hub,
        reader: {
          ...hub.reader,
          byReference: hub.reader.byReference,
          records: async (...args) => {
            await new Promise<void>((resolve) => opened.push(resolve));
            return hub.reader.records(...args);
          },
        },
      },
      {},
      { limits: { operationTimeoutMs: 150 } },
    );
    const id = await hub.idOf('salesforce', 'Account', '002');
    const query = `subscription { customerChanged(id: "${id}") { __typename ... on StreamSnapshot { nodes { ... on Customer { name } } } } }`;
    const told = await ways['an event stream']!(slow, { query });
    expect(codesOf(told)).toEqual(['OPERATION_TIMEOUT']);
    for (const each of opened) each();
    opened = [];
    await eventually('nothing is followed any more', async () => slow.streams().clients === 0);
    await slow.close();
  });
});

describe('work within a time', () => {
  it('gives what it comes to, or what it fails with', async () => {
    expect(await withinTime(7, 1)).toBe(7);
    expect(await withinTime(Promise.resolve(8), 60_000)).toBe(8);
    await expect(withinTime(Promise.reject(new Error('no')), 60_000)).rejects.toThrow('no');
  });

  it('hands over what comes too late', async () => {
    const work = Promise.withResolvers<string>();
    const after = Promise.withResolvers<string>();
    await expect(withinTime(work.promise, 1, after.resolve)).rejects.toMatchObject({
      code: 'OPERATION_TIMEOUT',
    });
    work.resolve('too late');
    expect(await after.promise).toBe('too late');
  });
});

import { describe, expect, it } from 'vitest';
import { outagesOf } from '../../console/screens/tower/outage.ts';

type State = 'UP' | 'DEGRADED' | 'DOWN';

/** The log of health as the hub gives it, newest first: at which second which source was how, and how before. */
const log = (
  ...told: readonly (readonly [second: number, instance: string, previous: State, state: State])[]
) =>
  told
    .map(([second, instance, previous, state]) => ({
      id: `evt_${second}`,
      subjectId: `src_${instance}`,
      occurredAt: `2026-11-22T00:00:${String(second).padStart(2, '0')}Z`,
      data: { instance, state, previous },
    }))
    .toReversed();
const said = (events: ReturnType<typeof log>) =>
  outagesOf(events).map(({ source, worst, from, to }) => [source, worst, from?.slice(-3), to?.slice(-3)]);

describe('the outages of sources', () => {
  it('last from when a source was not well until it is well again, and are called after the worst of it', () => {
    const events = log(
      [1, 'zuora', 'UP', 'DEGRADED'],
      [2, 'zuora', 'DEGRADED', 'DOWN'],
      [3, 'zuora', 'DOWN', 'DEGRADED'],
      [4, 'zuora', 'DEGRADED', 'UP'],
    );
    expect(said(events)).toEqual([['zuora', 'DOWN', '01Z', '04Z']]);
  });

  it('go on where nothing says that they are over, and come first', () => {
    const events = log(
      [1, 'zendesk', 'UP', 'DOWN'],
      [2, 'zuora', 'UP', 'DEGRADED'],
      [3, 'zuora', 'DEGRADED', 'UP'],
    );
    expect(said(events)).toEqual([
      ['zendesk', 'DOWN', '01Z', undefined],
      ['zuora', 'DEGRADED', '02Z', '03Z'],
    ]);
  });

  it('began before the log that is looked at where a source was not well before its first word', () => {
    expect(said(log([5, 'netsuite', 'DOWN', 'UP']))).toEqual([['netsuite', 'DOWN', undefined, '05Z']]);
  });

  it('are apart where a source was well between them', () => {
    const events = log(
      [1, 'zuora', 'UP', 'DOWN'],
      [2, 'zuora', 'DOWN', 'UP'],
      [3, 'zuora', 'UP', 'DEGRADED'],
      [4, 'zuora', 'DEGRADED', 'UP'],
    );
    expect(said(events)).toEqual([
      ['zuora', 'DEGRADED', '03Z', '04Z'],
      ['zuora', 'DOWN', '01Z', '02Z'],
    ]);
  });
});

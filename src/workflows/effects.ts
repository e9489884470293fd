import { Problem } from '../canonical/problem.ts';
import type { Operation } from '../sources/operation.ts';
import type { Source } from '../sources/source.ts';
import type { EffectRow } from '../store/effect.ts';
import { effectPlace, openMembers, sealMembers } from '../store/effect-sealed.ts';
import { call, type Calling, type Came } from './call.ts';
import { type Episode, isoNow, noteTry, sourceOf } from './episode.ts';
import { resolve } from './resolve.ts';

/** Members of what is sent that always say who somebody is. */
const alwaysPersonal = ['billTo'];

/** Whether an effect may be in force and nobody knows. */
export const isOpen = ({ state, calledAt }: EffectRow): boolean =>
  state === 'UNKNOWN' || (state === 'INTENT' && calledAt !== null);

/** The effects of a step of one act, in the order of their attempts. */
export const effectsOf = ({ pen }: Episode, index: number, act: EffectRow['act']): readonly EffectRow[] =>
  pen.effects
    .filter((effect) => effect.index === index && effect.act === act)
    .toSorted((a, b) => a.attempt - b.attempt);

/** The source of a step. Throws `Problem` when the configuration has none of the name any more. */
export function needSource(episode: Episode, instance: string): Source {
  const source = sourceOf(episode, instance);
  if (source) return source;
  throw new Problem('SOURCE_UNAVAILABLE', `No source is called ${instance}; configure it and go on.`, {
    source: instance,
    outcome: 'NOT_APPLIED',
    retryable: false,
  });
}

/** What is to be done at a vendor, as it will be stored before it is done. */
export interface Intended {
  readonly index: number;
  readonly act: EffectRow['act'];
  readonly attempt: number;
  readonly key: string;
  readonly instance: string;
  readonly operation: Operation<unknown, unknown>;
  readonly input: unknown;
  readonly undo: unknown;
  readonly personal: readonly string[];
  /** Whom what is personal of it is about; undefined: the run's customer. */
  readonly whose: string | undefined;
}

/** Drafts an effect that is about to be called for the first time. */
export async function intend(episode: Episode, intended: Intended): Promise<void> {
  const { personal, whose, operation, input, undo, ...rest } = intended;
  const { pen, deps } = episode;
  const { id, customerId } = pen.run;
  const place = effectPlace(id, intended.index);
  const names = [...alwaysPersonal, ...personal];
  const seal = (value: unknown): Promise<unknown> =>
    sealMembers(deps.database, stored(value), names, whose ?? customerId, place);
  const at = isoNow(episode);
  pen.effect({
    ...rest,
    operation: operation.name,
    class: operation.class,
    state: 'INTENT',
    input: await seal(input),
    undo: undo === null ? null : await seal(undo),
    result: null,
    object: null,
    externalId: null,
    calledAt: at,
    triedAt: at,
    settledAt: null,
  });
}

/** A value as it comes back from the database. */
export const stored = (value: unknown): unknown =>
  value === undefined || value === null ? null : (JSON.parse(JSON.stringify(value)) as unknown);

/** What was stored, as it was before. Throws `Problem` when the person whom it was about has been erased. */
export async function opened(episode: Episode, index: number, value: unknown): Promise<unknown> {
  const { pen, deps } = episode;
  const found = await openMembers(deps.database, value, effectPlace(pen.run.id, index));
  if (found !== undefined) return found;
  throw new Problem(
    'CONFLICT',
    'The person whom this is about was erased; the step cannot be done any more. Undo the run.',
    { outcome: 'NOT_APPLIED' },
  );
}

/** How an effect is pursued: called for the first time, or found out of (see `resolve`). */
export type Pursuit = 'first' | { readonly repeat: boolean; readonly tries: number };

/** Has an effect, or finds out what became of it, by a call of its vendor. What was tried is drafted; what came of it is not. */
export async function pursue(
  episode: Episode,
  key: string,
  operation: Operation<unknown, unknown>,
  how: Pursuit,
): Promise<Came> {
  const { pen, deps, node, signal } = episode;
  const effect = pen.effects.find((each) => each.key === key)!;
  const calling: Calling = {
    effect,
    operation,
    input: await opened(episode, effect.index, effect.input),
    lane: pen.run.lane,
    signal,
    lookAfterMs: deps.patience.lookAfterMs,
    now: deps.now,
    sure: () => deps.life.sure(node),
    async calledAgain(forgotten: boolean) {
      const at = isoNow(episode);
      pen.effect({
        ...effect,
        state: 'UNKNOWN',
        calledAt: forgotten ? at : (effect.calledAt ?? at),
        triedAt: at,
        settledAt: null,
      });
      await pen.write();
    },
    note: ({ heard, ...tried }) =>
      noteTry(episode, heard, { index: effect.index, act: effect.act, ...tried }),
  };
  return how === 'first' ? call(calling) : resolve(calling, how.repeat, how.tries);
}

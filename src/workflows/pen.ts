import { type AuditActor, hubActor } from '../canonical/audit.ts';
import type { RunStatus } from '../canonical/run.ts';
import { appendAudit, type AuditInput } from '../store/audit.ts';
import { type Boundary, holdRun, writeBoundary } from '../store/boundary.ts';
import type { Database, Queryable } from '../store/database.ts';
import type { EffectRow } from '../store/effect.ts';
import type { AttemptRow, Claimed, RunRow } from '../store/run.ts';
import type { StepRow } from '../store/run-step.ts';
import type { Note } from './acting.ts';
import { Lost } from './life.ts';
import { runEvent, type RunNews } from './run-event.ts';
import type { Saga } from './saga.ts';

/** Something that belongs to a boundary and is more than the rows of the run. */
type Hook = (db: Queryable, note: Note) => Promise<void>;

/** What is to be written at the next boundary. Replaced as a whole by each change, so that it can be put back. */
interface Draft {
  readonly run: RunRow;
  readonly steps: readonly StepRow[];
  readonly effects: readonly EffectRow[];
  readonly changedSteps: ReadonlySet<number>;
  readonly changedEffects: ReadonlySet<string>;
  readonly attempts: readonly AttemptRow[];
  readonly checkpoints: Boundary['checkpoints'];
  readonly news: readonly RunNews[];
  readonly hooks: readonly Hook[];
  readonly progress: boolean;
}

export interface WriteOptions {
  /** Lets the run go; see `Boundary`. */
  readonly release?: Boundary['release'];
  readonly over?: boolean;
  /** The wish is fulfilled by this. */
  readonly granted?: boolean;
  /** Done first in the transaction; may itself draft. When it throws nothing is written and what it drafted is forgotten. */
  readonly inside?: Hook;
}

/** A run in the hands of its holder: how it stands, what is to be noted of it, and the boundary that writes it. */
export interface Pen {
  readonly run: RunRow;
  readonly steps: readonly StepRow[];
  readonly effects: readonly EffectRow[];
  step(index: number, change: Partial<StepRow>): void;
  /** Adds an effect, or replaces the one with its key. */
  effect(row: EffectRow): void;
  attempt(row: AttemptRow): void;
  checkpoint(reached: Boundary['checkpoints'][number]): void;
  /** Changes how the run stands; told only when it did. */
  stand(status: RunStatus, news: RunNews | null, reason?: string | null): void;
  /** Says that a step has come to something. */
  progress(): void;
  /** Whether anything is to be written. */
  changed(): boolean;
  /** Done in the transaction of the boundary. */
  also(hook: Hook): void;
  /** Writes everything since the last boundary, all or nothing. Throws `Lost` when somebody else has the run by now. */
  write(options?: WriteOptions): Promise<void>;
}

/** Takes up a run as it was claimed. `told` hears that events were written, `progressed` that a step came to something. */
export function createPen(
  database: Database,
  saga: Saga,
  { run, steps, effects }: Claimed,
  told: () => void,
  progressed: () => void,
): Pen {
  const empty = {
    changedSteps: new Set<number>(),
    changedEffects: new Set<string>(),
    attempts: [],
    checkpoints: [],
    news: [],
    hooks: [],
    progress: false,
  };
  let draft: Draft = { ...empty, run, steps, effects };
  let kept = run;
  let stood = run.status;

  function boundary({ release = null, over = false, granted = false }: WriteOptions): Boundary {
    const { changedSteps, changedEffects, news, checkpoints, attempts, progress } = draft;
    const changed = draft.steps.filter(({ index }) => changedSteps.has(index));
    return {
      id: run.id,
      fence: run.fence,
      status: draft.run.status,
      reason: draft.run.reason,
      wish: draft.run.wish,
      granted,
      progress,
      release: over ? { dueAt: null } : release,
      over,
      steps: changed,
      effects: draft.effects.filter(({ key }) => changedEffects.has(key)),
      attempts,
      checkpoints,
      events: [
        ...(changed.length > 0 ? [runEvent(draft.run, 'step_changed', { steps: changed })] : []),
        ...checkpoints.map((checkpoint) => runEvent(draft.run, 'checkpoint', { checkpoint })),
        ...news.map((each) => runEvent(draft.run, each)),
      ],
    };
  }

  async function together(options: WriteOptions): Promise<Boundary> {
    const before = draft;
    try {
      return await database.transaction(async (db) => {
        draft = before;
        const entries: AuditInput[] = [];
        const actor: AuditActor = hubActor;
        const note: Note = (entry) =>
          void entries.push({ actor, correlationId: run.correlationId, ...entry });
        if (!(await holdRun(db, run.id, run.fence))) throw new Lost('the run was taken over');
        await options.inside?.(db, note);
        for (const hook of draft.hooks) await hook(db, note);
        if (saga.follow && draft.run.status !== stood)
          await saga.follow(db, note, { id: run.id, status: draft.run.status, input: run.input });
        const written = boundary(options);
        keep(await writeBoundary(db, written));
        await appendAudit(db, entries);
        return written;
      });
    } catch (error) {
      draft = before;
      throw error;
    }
  }

  function keep(answer: Awaited<ReturnType<typeof writeBoundary>>): void {
    if (!answer) throw new Lost('the run was taken over');
    draft = { ...draft, run: { ...draft.run, wish: answer.wish, why: answer.why } };
  }

  return {
    get run() {
      return draft.run;
    },
    get steps() {
      return draft.steps;
    },
    get effects() {
      return draft.effects;
    },
    step(index, change) {
      draft = {
        ...draft,
        steps: draft.steps.map((step) => (step.index === index ? { ...step, ...change } : step)),
        changedSteps: new Set([...draft.changedSteps, index]),
      };
    },
    effect(row) {
      const known = draft.effects.some(({ key }) => key === row.key);
      draft = {
        ...draft,
        effects: known
          ? draft.effects.map((each) => (each.key === row.key ? row : each))
          : [...draft.effects, row],
        changedEffects: new Set([...draft.changedEffects, row.key]),
      };
    },
    attempt(row) {
      draft = { ...draft, attempts: [...draft.attempts, row] };
    },
    checkpoint(reached) {
      draft = { ...draft, checkpoints: [...draft.checkpoints, reached] };
    },
    stand(status, news, reason = null) {
      const { run: before } = draft;
      if (before.status === status && before.reason === reason) return;
      const told = before.status !== status && news ? [...draft.news, news] : draft.news;
      draft = { ...draft, run: { ...before, status, reason }, news: told };
    },
    progress() {
      draft = { ...draft, progress: true };
    },
    changed: () =>
      draft.run !== kept ||
      draft.changedSteps.size + draft.changedEffects.size + draft.attempts.length + draft.hooks.length > 0,
    also(hook) {
      draft = { ...draft, hooks: [...draft.hooks, hook] };
    },
    async write(options = {}) {
      const plain =
        !options.inside && draft.hooks.length === 0 && (!saga.follow || draft.run.status === stood);
      let written: Boundary;
      if (plain) {
        written = boundary(options);
        keep(await writeBoundary(database, written));
      } else written = await together(options);
      stood = draft.run.status;
      kept = draft.run;
      draft = { ...draft, ...empty };
      if (written.events.length > 0) told();
      if (written.progress) progressed();
    },
  };
}

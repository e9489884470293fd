import type { ReadingProgress } from '../sync/reading.ts';

/** Where progress is shown: standard output or error, or anything that takes text. */
export interface Screen {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly rows?: number;
}

export interface Display {
  show(progress: ReadingProgress): void;
  /** Draws the last state; later output starts on a line of its own. */
  finish(): void;
}

const redrawMs = 100;
const plainMs = 2000;
const count = new Intl.NumberFormat('en');

function lineOf({ instance, kind, records, rejected, done }: ReadingProgress): string {
  const left = rejected > 0 ? `, ${count.format(rejected)} left out` : '';
  return `${instance.padEnd(11)} ${kind.padEnd(20)} ${count.format(records).padStart(9)} ${done ? 'done' : '...'}${left}`;
}

/**
 * Shows how far an import has come, one line for each source and kind. A terminal is drawn over in place; elsewhere a line is
 * written when a kind is done, and now and then for one that takes long.
 */
export function createDisplay(screen: Screen, now: () => number = Date.now): Display {
  const lines = new Map<string, ReadingProgress>();
  const written = new Map<string, number>();
  const inPlace = screen.isTTY === true;
  let drawn = 0;
  let drawnAt = 0;
  const draw = (): void => {
    // What does not fit on the screen cannot be drawn over: the oldest finished lines are left out.
    const fitting = [...lines.values()].slice(-Math.max(1, (screen.rows ?? 24) - 2));
    const text = fitting.map((one) => `\u001B[2K${lineOf(one)}\n`).join('');
    screen.write(`${drawn > 0 ? `\u001B[${drawn}A` : ''}${text}`);
    drawn = fitting.length;
    drawnAt = now();
  };
  return {
    show(progress) {
      const key = `${progress.instance} ${progress.kind}`;
      const begun = written.get(key) ?? now();
      lines.set(key, progress);
      if (inPlace) {
        if (now() - drawnAt >= redrawMs) draw();
      } else if (progress.done || now() - begun >= plainMs) {
        screen.write(`${lineOf(progress)}\n`);
        written.set(key, now());
      } else written.set(key, begun);
    },
    finish() {
      if (inPlace && lines.size > 0) draw();
    },
  };
}

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The checks of `npm run check`: what each one is called, and the command that fails when it is not met. */
const checks: readonly (readonly [name: string, ...command: string[]])[] = [
  ['format', 'oxfmt', '--check', '.'],
  ['types', 'tsc', '-p', '.'],
  ['page types', 'tsc', '-p', 'console'],
  ['lint', 'oxlint', '--type-aware', '--deny-warnings'],
  ['unused', 'knip', '--no-config-hints'],
  ['generated', 'graphql-codegen', '--config', 'codegen.yml', '--check'],
  ['events', 'node', 'test/event-schemas.ts', '--check'],
  ['floor plan', 'vitest', 'run', '--config', 'test/setup/plain.config.ts', '--root', '.', 'floorplan'],
  ['policy', 'vitest', 'run', '--config', 'test/setup/plain.config.ts', '--root', '.', 'policy-table'],
];

/** How many run at a time: each of them uses more than one core by itself. */
const lanes = 2;
const root = fileURLToPath(new URL('..', import.meta.url));

interface Result {
  readonly name: string;
  readonly ok: boolean;
  readonly seconds: number;
  readonly output: string;
}

function run([name, program = '', ...words]: (typeof checks)[number]): Promise<Result> {
  const begun = performance.now();
  return new Promise((resolve) => {
    let output = '';
    const finish = (ok: boolean): void =>
      resolve({ name, ok, output: output.trim(), seconds: (performance.now() - begun) / 1000 });
    const child = spawn(program, words, {
      cwd: root,
      env: {
        ...process.env,
        PATH: `${root}node_modules/.bin:${process.env['PATH'] ?? ''}`,
        NO_COLOR: '1',
        FORCE_COLOR: undefined,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
    child.once('error', (error) => {
      output += error.message;
      finish(false);
    });
    child.once('close', (code) => finish(code === 0));
  });
}

async function main(): Promise<void> {
  const waiting = [...checks];
  const results: Result[] = [];
  const lane = async (): Promise<void> => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const result = await run(check);
      results.push(result);
      const { name, ok, seconds, output } = result;
      process.stdout.write(`${ok ? 'ok  ' : 'FAIL'}  ${name.padEnd(11)} ${seconds.toFixed(1)} s\n`);
      if (!ok) process.stdout.write(`${output.replaceAll(/^/gm, '      ')}\n`);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  const failed = results.filter(({ ok }) => !ok).length;
  process.stdout.write(`checks: ${results.length - failed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 ? 0 : 1;
}

await main();

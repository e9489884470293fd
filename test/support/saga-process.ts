import { createInterface } from 'node:readline';
import { marking, poison, startSagaNode } from './saga.ts';

// A node of the hub as far as runs go, in a process of its own, for tests that kill or stop it. What it is to be comes as one line of JSON
// on standard input, and it ends with that; what happens goes to standard output, a line of JSON each. SIGTERM drains it.

const lines = createInterface(process.stdin);
lines.once('close', () => process.exit());
const line = await new Promise<string>((resolve) => lines.once('line', resolve));
const { versions, ...options } = JSON.parse(line) as Omit<Parameters<typeof startSagaNode>[0], 'sagas'> & {
  readonly versions: readonly string[];
};
const tell = (what: object): boolean => process.stdout.write(`${JSON.stringify(what)}\n`);

const sagas = versions.map((version) => (version === poison.version ? poison : marking(version)));
const node = await startSagaNode({
  ...options,
  sagas,
  onTrouble: (message, detail) => tell({ trouble: message, ...detail }),
});
process.once('SIGTERM', () => {
  void node.close().then(() => process.exit(0));
});
setInterval(() => tell({ memory: process.memoryUsage().rss, ...node.engine.counts() }), 100).unref();
tell({ ready: true });

import type { Config } from '../../src/config.ts';
import { createCopy } from '../../src/copy.ts';
import { backfill } from '../../src/sync/backfill.ts';
import { testKeyring } from './keyring.ts';

// A backfill in a process of its own, for tests that kill it. The configuration and the database come as one line of JSON on
// standard input; how far it is, and what was left out, go to standard output, a line of JSON each.
let text = '';
for await (const chunk of process.stdin) text += String(chunk);
const { config, databaseUrl, anew } = JSON.parse(text) as {
  config: Config;
  databaseUrl: string;
  anew?: boolean;
};
const tell = (line: object): boolean => process.stdout.write(`${JSON.stringify(line)}\n`);
const copy = createCopy(config, databaseUrl, testKeyring);
await backfill(copy, copy.sources, {
  anew: anew === true,
  onProgress: (progress) => tell({ progress }),
  onRejected: ({ code, message, detail }) => tell({ rejected: { code, message, path: detail.path } }),
});
await copy.close();

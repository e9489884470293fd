import type { Config } from '../../src/config.ts';
import { startFeeding } from './feeding.ts';

// The feeds in a process of their own, for tests that kill it. The configuration and the database come as one line of JSON on standard
// input.
let text = '';
for await (const chunk of process.stdin) text += String(chunk);
const { config, databaseUrl } = JSON.parse(text) as { config: Config; databaseUrl: string };
startFeeding(config, databaseUrl);

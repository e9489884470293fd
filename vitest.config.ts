import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    // Libraries that Node loads take graphql's CommonJS build; a second copy of it beside would recognise none of their types.
    alias: [{ find: /^graphql$/, replacement: createRequire(import.meta.url).resolve('graphql') }],
  },
  test: {
    // Most tests wait for other processes, so that two cores have room for three of them.
    maxWorkers: availableParallelism() + 1,
    globalSetup: ['test/setup/services.ts'],
    // Programs that the tests start keep what they compiled: most of what a start costs.
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('.isthmus/test/compiled', import.meta.url)) },
    // A bound that only a standstill reaches.
    expect: { poll: { timeout: 60_000 } },
    hookTimeout: 120_000,
    testTimeout: 120_000,
  },
});

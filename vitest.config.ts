import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    // Libraries that Node loads take graphql's CommonJS build; a second copy of it beside would recognise none of their types.
    alias: [{ find: /^graphql$/, replacement: createRequire(import.meta.url).resolve('graphql') }],
  },
  test: {
    // Most tests wait for other processes, so that even two cores have room for two of them and more.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    globalSetup: ['test/setup/services.ts'],
    hookTimeout: 120_000,
    testTimeout: 120_000,
  },
});

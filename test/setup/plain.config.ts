import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

/** For tests that need no database and no broker: nothing is started. */
export default defineConfig({
  // As in vitest.config.ts: one copy of graphql.
  resolve: {
    alias: [{ find: /^graphql$/, replacement: createRequire(import.meta.url).resolve('graphql') }],
  },
  test: { include: ['test/floorplan.test.ts', 'test/policy-table.test.ts'] },
});

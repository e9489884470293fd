import { defineConfig } from 'vitest/config';

/** For tests that need no database and no broker: nothing is started. */
export default defineConfig({ test: { include: ['test/floorplan.test.ts'] } });

import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestHub, type TestHub } from './support/graph.ts';
import { type Served, serve } from './support/served.ts';

let hub: TestHub;
let served: Served;
beforeAll(async () => {
  hub = await createTestHub();
  served = await serve(hub);
});
afterAll(async () => {
  await served.close();
  await hub.close();
});

// The audits of the GraphQL over HTTP specification. Three of its SHOULDs are not met: Apollo answers 400, not 200, to a request
// that fails before execution even when the client accepts only application/json; and GET asks for a header against forgery.
const audits = serverAudits({ url: () => `${served.url}/graphql` });

describe('GraphQL over HTTP', () => {
  it('has audits', () => {
    expect(audits.length).toBeGreaterThan(50);
  });

  it.each(audits.map((audit) => [audit.id, audit.name, audit] as const))(
    '%s %s',
    async (_id, _name, audit) => {
      const result = await audit.fn();
      if (result.status === 'error') expect.unreachable(result.reason);
      expect(['ok', 'notice', 'warn']).toContain(result.status);
    },
  );
});

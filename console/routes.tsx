import type { ComponentType } from 'react';
import { createBrowserRouter, type RouteObject } from 'react-router';
import { Crashed } from './shell/crashed.tsx';
import { Frame } from './shell/frame.tsx';
import { Missing } from './shell/missing.tsx';
import { Start } from './shell/start.tsx';
import { Waiting } from './parts/waiting.tsx';

/** A screen that is loaded when it is first come to. */
const lazily = (path: string, load: () => Promise<ComponentType>): RouteObject => ({
  path,
  lazy: async () => ({ Component: await load() }),
  HydrateFallback: Waiting,
  errorElement: <Crashed />,
});

/** Every screen and where it is. */
export const createRouter = () =>
  createBrowserRouter([
    {
      element: <Frame />,
      errorElement: <Crashed />,
      children: [
        { path: '/', element: <Start /> },
        lazily('/tower', async () => (await import('./screens/tower/tower.tsx')).Tower),
        lazily('/exceptions', async () => (await import('./screens/exceptions/exceptions.tsx')).Exceptions),
        lazily('/exceptions/:id', async () => (await import('./screens/exceptions/exception.tsx')).Exception),
        lazily('/customers', async () => (await import('./screens/customers/customers.tsx')).Customers),
        lazily('/customers/:id', async () => (await import('./screens/customers/customer.tsx')).Customer),
        lazily('/records/:id', async () => (await import('./screens/records/record.tsx')).Record),
        lazily('/subscriptions/:id/amend', async () => (await import('./screens/amend/amend.tsx')).Amend),
        lazily('/runs', async () => (await import('./screens/runs/runs.tsx')).Runs),
        lazily('/runs/:id', async () => (await import('./screens/runs/run.tsx')).Run),
        lazily('/lineage', async () => (await import('./screens/lineage/lineage.tsx')).Lineage),
        lazily('/events', async () => (await import('./screens/events/events.tsx')).Events),
        lazily('/events/:id', async () => (await import('./screens/events/event.tsx')).Event),
        lazily('/replays/:id', async () => (await import('./screens/replays/replay.tsx')).Replay),
        lazily('/approvals', async () => (await import('./screens/approvals/approvals.tsx')).Approvals),
        lazily('/approvals/:id', async () => (await import('./screens/approvals/approval.tsx')).Approval),
        lazily('/sources', async () => (await import('./screens/sources/sources.tsx')).Sources),
        lazily('/audit', async () => (await import('./screens/audit/audit.tsx')).Audit),
        lazily('/graphiql', async () => (await import('./screens/explorer/explorer.tsx')).Explorer),
        { path: '*', element: <Missing /> },
      ],
    },
  ]);

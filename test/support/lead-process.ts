import { once } from 'node:events';
import { createLeadership } from '../../src/store/lead.ts';

// Stands for one name in the database given as argument, for tests that kill or stop it, and says on standard output when it leads
// and when it no longer does.
const leadership = createLeadership(process.argv[2]!);
leadership.lead('process', async (signal) => {
  process.stdout.write('leads\n');
  await once(signal, 'abort');
  process.stdout.write('follows\n');
});

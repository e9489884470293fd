import { runSimulator } from '../kit/run.ts';
import { netsuite } from './vendor.ts';

await runSimulator(netsuite, process.argv.slice(2));

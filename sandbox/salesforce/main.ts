import { runSimulator } from '../kit/run.ts';
import { salesforce } from './vendor.ts';

await runSimulator(salesforce, process.argv.slice(2));

import { runSimulator } from '../kit/run.ts';
import { zuora } from './vendor.ts';

await runSimulator(zuora, process.argv.slice(2));

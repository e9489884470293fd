#!/usr/bin/env node
import { runSimulator } from '../kit/run.ts';
import { zendesk } from './vendor.ts';

await runSimulator(zendesk, process.argv.slice(2));

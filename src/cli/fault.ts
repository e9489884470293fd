#!/usr/bin/env node
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf } from '../provision/error.ts';
import { readFacts, type Simulator } from './facts.ts';

// Breaks and mends the simulated systems of a running demo, for whoever wants to see what the hub makes of it.

// Questions and logins are posted too.
const notAsking = '^(?!.*(suiteql|/query|/search|preview|token|login))';
const writes = ['POST', 'PUT', 'PATCH', 'DELETE'].map((method) => ({ method, path: notAsking }));
const everything = [{}];

/** Ways in which a system fails, by what they are called: rules of the simulators' control surface. */
export const faults = {
  down: {
    says: 'answers nothing but 503',
    match: everything,
    act: { act: 'status', status: 503, body: {} },
  },
  writes: {
    says: 'is read as ever, and answers every write with 503',
    match: writes,
    act: { act: 'status', status: 503, body: {} },
  },
  lost: {
    says: 'does what it is asked and never says so: the connection breaks after each write',
    match: writes,
    act: { act: 'reset-after-apply' },
  },
  slow: { says: 'takes 5 s for each call', match: everything, act: { act: 'delay', ms: 5_000 } },
  limited: {
    says: 'answers that its account has no calls left',
    match: everything,
    act: { act: 'status', status: 429, body: {}, headers: { 'retry-after': '30' } },
  },
  stale: {
    says: 'gives exports of what has changed that do not fit their contract',
    match: [{ path: '/api/v2/incremental' }],
    act: { act: 'garbage' },
  },
} as const;

export type FaultName = keyof typeof faults;

const usage = `npm run break -- <system> [${Object.keys(faults).join('|')}]   makes a system of the running demo fail (down)
npm run mend [-- <system>]          makes it, or all of them, work again
  --data DIR   where the demo lives (.isthmus)`;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function send(url: string, method: 'POST' | 'DELETE', path: string, body?: object): Promise<void> {
  const answer = await fetch(`${url}/__sim/${path}`, {
    method,
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
}

/** Makes a simulated system fail in a way. */
export async function breakSystem({ url }: Simulator, how: FaultName): Promise<void> {
  const { match, act } = faults[how];
  await send(url, 'POST', 'faults', { rules: match.map((each) => ({ match: each, ...act })) });
}

/** Ends all faults of a simulated system. */
export async function mendSystem({ url }: Simulator): Promise<void> {
  await send(url, 'DELETE', 'faults');
  await send(url, 'POST', 'release');
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { data: { type: 'string', default: '.isthmus' }, help: { type: 'boolean', default: false } },
  });
  const [verb, system, how = 'down'] = positionals;
  if (values.help || (verb !== 'break' && verb !== 'mend') || (verb === 'break' && !system)) {
    say(usage);
    return values.help ? 0 : 1;
  }
  const facts = await readFacts(join(resolve(values.data), 'demo.json'));
  if (!facts) {
    say('No demo runs here. Start one with: npm run demo');
    return 1;
  }
  const { simulators } = facts;
  const chosen = system === undefined ? Object.values(simulators) : [simulators[system]];
  if (chosen.some((each) => each === undefined) || !(how in faults)) {
    say(
      `There is no ${chosen[0] ? `way "${how}"` : `system "${system}"`}. Systems: ${Object.keys(simulators).join(', ')}.\n${usage}`,
    );
    return 1;
  }
  for (const each of chosen as Simulator[]) {
    if (verb === 'mend') await mendSystem(each);
    else await breakSystem(each, how as FaultName);
    say(`${each.instance} ${verb === 'mend' ? 'works again' : faults[how as FaultName].says}.`);
  }
  return 0;
}

if (import.meta.main)
  process.exitCode = await main().catch((error: unknown) => {
    say(messageOf(error));
    return 1;
  });

import { Command } from 'commander';
import { Problem } from '../canonical/problem.ts';
import type { Config } from '../config.ts';
import { resealTenants } from './reseal.ts';
import { secretFrom, withSecrets } from './secret.ts';
import { openServices } from './services.ts';
import { placeOf, placesOf } from './tenants.ts';

interface Flags {
  readonly tenant?: string;
}

const ofTenant = ['--tenant <tenant>', 'whose; the first tenant when omitted'] as const;

/** The command `isthmus secret`: the hub's own store of credentials. */
export function secretCommand(configuration: () => Config, say: (text: string) => void): Command {
  /** Does some work on the store of a tenant. */
  const open = async <T>({ tenant }: Flags, work: Parameters<typeof withSecrets<T>>[2]): Promise<T> => {
    const config = configuration();
    const services = await openServices(config);
    try {
      return await withSecrets(config, placeOf(config, services.databaseUrl, tenant), work);
    } finally {
      await services.stop();
    }
  };
  const secret = new Command('secret').description(
    "the hub's own store of credentials, which the configuration names as { secret: NAME }",
  );
  secret
    .command('set')
    .description(
      'set a secret to what standard input holds; running nodes use it within secrets.reloadEveryMs',
    )
    .argument('<name>', 'lower-case letters, digits, dots, hyphens and underlines')
    .option(...ofTenant)
    .action(async (name: string, flags: Flags) => {
      const value = await secretFrom(process.stdin);
      say(`${name} has version ${await open(flags, (own) => own.set(name, value))}.`);
    });
  secret
    .command('list')
    .description('name the secrets, never what they are')
    .option(...ofTenant)
    .action(async (flags: Flags) => {
      for (const { name, version, updatedAt, updatedBy } of await open(flags, (own) => own.list()))
        say(`${name}  version ${version}, set ${updatedAt} by ${updatedBy}`);
    });
  secret
    .command('remove')
    .description('remove a secret; nodes that use it keep it until they end')
    .argument('<name>', 'as `list` tells it')
    .option(...ofTenant)
    .action(async (name: string, flags: Flags) => {
      if (!(await open(flags, (own) => own.remove(name))))
        throw new Problem('NOT_FOUND', `There is no secret ${name}.`);
      say(`${name} is removed.`);
    });
  secret
    .command('reseal')
    .description(
      'seal everything anew that is sealed under another master key than the newest, before that one is taken out',
    )
    .option('--tenant <tenant>', 'only this one; every tenant when omitted')
    .action(async ({ tenant }: Flags) => {
      const config = configuration();
      const services = await openServices(config);
      try {
        const all = placesOf(config, services.databaseUrl);
        const places = tenant === undefined ? all : [placeOf(config, services.databaseUrl, tenant)];
        const isDone = await resealTenants(config, places, places.length === all.length, say);
        process.exitCode = isDone ? 0 : 1;
      } finally {
        await services.stop();
      }
    });
  return secret;
}

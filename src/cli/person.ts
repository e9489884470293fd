import type { Command } from 'commander';
import { allAliases } from '../store/alias.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { linkNames, unlinkNames } from '../workflows/alias.ts';
import type { CommandParts } from './access.ts';
import { operator } from './operator.ts';
import { openServices } from './services.ts';
import { placeOf } from './tenants.ts';

const whose = ['--tenant <tenant>', 'whose; the first tenant when omitted'] as const;

/** Adds the commands that say which names are one person's: `person alias` and `person aliases`. */
export function addPersonCommands(program: Command, { configuration, say }: CommandParts): void {
  async function at(tenant: string | undefined, work: (database: Database) => Promise<void>): Promise<void> {
    const config = configuration();
    const services = await openServices(config);
    try {
      const database = openDatabase(placeOf(config, services.databaseUrl, tenant).databaseUrl, 2);
      try {
        await work(database);
      } finally {
        await database.close();
      }
    } finally {
      await services.stop();
    }
  }

  const person = program.command('person').description('the people who call the hub');
  person
    .command('alias')
    .description(
      'say that two names, or accounts (issuer|subject), are one person, who then never approves what the other asked for',
    )
    .argument('<name>')
    .argument('<other>')
    .option('--remove', 'take it back')
    .option(...whose)
    .action((name: string, other: string, { remove, tenant }: { remove?: boolean; tenant?: string }) =>
      at(tenant, async (database) => {
        const names = [name, other] as const;
        const isNews = await (remove ? unlinkNames : linkNames)(database, operator(), names);
        const now = remove ? 'are not linked' : 'are one person';
        say(isNews ? `${name} and ${other} ${now} from now on.` : `${name} and ${other} ${now} already.`);
      }),
    );
  person
    .command('aliases')
    .description('show which names are linked')
    .option(...whose)
    .action(({ tenant }: { tenant?: string }) =>
      at(tenant, async (database) => {
        for (const link of await allAliases(database)) say(link.join('  '));
      }),
    );
}

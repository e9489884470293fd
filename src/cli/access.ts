import { randomUUID } from 'node:crypto';
import { type Command, Option } from 'commander';
import { Problem } from '../canonical/problem.ts';
import type { Config } from '../config.ts';
import { ProvisionError } from '../provision/error.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { revoke } from '../store/revocation.ts';
import { disableServiceAccount, serviceAccounts } from '../store/service-account.ts';
import { durationOf } from './duration.ts';
import { operator } from './operator.ts';
import {
  issueServiceToken,
  lineOfAccount,
  makeServiceAccount,
  type ServiceAccountFlags,
} from './service-account.ts';
import { openServices } from './services.ts';
import { placeOf, type TenantPlace } from './tenants.ts';
import { developmentToken, roles, type Role, type ServiceToken } from './token.ts';

export interface CommandParts {
  readonly configuration: () => Config;
  readonly say: (text: string) => void;
  readonly remark: (text: string) => void;
}

const whose = ['--tenant <tenant>', 'whose; the first tenant when omitted'] as const;
const expiry = [
  '--expires <time>',
  'how long the token counts: 12h, 90d',
  durationOf,
  90 * 86_400_000,
] as const;

/** Adds the commands that say who may come in: token, service-account and revoke. */
export function addAccessCommands(program: Command, { configuration, say, remark }: CommandParts): void {
  /** Works on one tenant's database. */
  async function at(
    tenant: string | undefined,
    work: (database: Database, place: TenantPlace) => Promise<void>,
  ): Promise<void> {
    const config = configuration();
    const services = await openServices(config);
    try {
      const place = placeOf(config, services.databaseUrl, tenant);
      const database = openDatabase(place.databaseUrl, 2);
      try {
        await work(database, place);
      } finally {
        await database.close();
      }
    } finally {
      await services.stop();
    }
  }

  const show = ({ token, id, expiresAt }: ServiceToken): void => {
    say(token);
    remark(`It is shown once, counts until ${expiresAt}, and is revoked by: isthmus revoke --token ${id}`);
  };

  program
    .command('token')
    .description('print a token for development; no hub in production accepts it')
    .addOption(new Option('--role <role>', 'what its holder may be').choices(roles).makeOptionMandatory())
    .option(...whose)
    .option('--person <person>', 'who it is; otherwise somebody named after the role')
    .option('--name <name>', 'how the person is shown')
    .option('--legal-entity <code...>', 'only records of these legal entities; otherwise all (*)')
    .option('--region <region...>', 'only records of these regions; otherwise all (*)')
    .option('--for <time>', 'how long it counts: 90m, 12h, 30d', durationOf)
    .action(async (given: TokenFlags) => {
      const { production, dataDir, tenants } = configuration();
      if (production)
        throw new ProvisionError(
          'A hub in production accepts no development tokens.',
          'Sign in at the identity provider, or make a service account.',
        );
      const { tenant = tenants[0]!.name, role, person, name, legalEntity, region } = given;
      if (!tenants.some((each) => each.name === tenant))
        throw new ProvisionError(
          `No tenant is called ${tenant}.`,
          `Known: ${tenants.map((each) => each.name).join(', ')}.`,
        );
      const claims = { tenant, person, name, legalEntities: legalEntity, regions: region, forMs: given.for };
      say(await developmentToken(dataDir, role, claims));
      remark('For development only: whoever reads token.secret in the data directory can be anybody.');
    });

  const accounts = program.command('service-account').description('programs that call the hub');
  accounts
    .command('create')
    .description('make one, and print its first token')
    .argument('<name>')
    .requiredOption('--owner <person>', 'the human who answers for it')
    .requiredOption('--scope <scope...>', 'what it may: customers:read ...')
    .option('--legal-entity <code...>', "must be said: the legal entities whose records it sees; '*' for all")
    .option('--region <region...>', "must be said: the regions whose records it sees; '*' for all")
    .option(...expiry)
    .option(...whose)
    .action((name: string, given: ServiceAccountFlags & Whose) =>
      at(given.tenant, async (database, place) =>
        show(await makeServiceAccount(database, place, name, given)),
      ),
    );
  accounts
    .command('token')
    .description('print another token of one')
    .argument('<name>')
    .option('--scope <scope...>', 'only these of its scopes')
    .option(...expiry)
    .option(...whose)
    .action((name: string, given: { scope?: string[]; expires: number } & Whose) =>
      at(given.tenant, async (database, place) =>
        show(await issueServiceToken(database, place, name, given)),
      ),
    );
  accounts
    .command('list')
    .description('show all of them')
    .option(...whose)
    .action(({ tenant }: Whose) =>
      at(tenant, async (database) => {
        for (const account of await serviceAccounts(database)) say(lineOfAccount(account));
      }),
    );
  accounts
    .command('disable')
    .description('refuse every token of one, for good')
    .argument('<name>')
    .option(...whose)
    .action((name: string, { tenant }: Whose) =>
      at(tenant, async (database) => {
        await disableServiceAccount(database, name, act());
        say(`${name} is disabled.`);
      }),
    );

  program
    .command('revoke')
    .description('refuse what was issued until now, and end its streams, on every node')
    .option('--token <jti>', 'one token, by its id')
    .option('--account <account>', 'every token of an account: issuer|subject')
    .option('--person <person>', 'every token that a person answers for or acts through')
    .option('--reason <reason>', 'why, for the audit')
    .option(...whose)
    .action((given: RevokeFlags) => {
      const [chosen, ...more] = (['token', 'account', 'person'] as const).filter((each) => given[each]);
      if (!chosen || more.length > 0)
        throw new Problem('INVALID_INPUT', 'Name one of --token, --account and --person.');
      const what = ({ token: 'TOKEN', account: 'ACCOUNT', person: 'PERSON' } as const)[chosen];
      return at(given.tenant, async (database) => {
        const done = await revoke(database, {
          what,
          value: given[chosen]!,
          reason: given.reason ?? null,
          ...act(),
        });
        say(`Refused from now on: ${chosen} ${done.value}.`);
      });
    });
}

interface Whose {
  readonly tenant?: string;
}

interface TokenFlags extends Whose {
  readonly role: Role;
  readonly person?: string;
  readonly name?: string;
  readonly legalEntity?: string[];
  readonly region?: string[];
  readonly for?: number;
}

interface RevokeFlags extends Whose {
  readonly token?: string;
  readonly account?: string;
  readonly person?: string;
  readonly reason?: string;
}

const act = () => ({ actor: operator(), correlationId: `cli_${randomUUID()}` });

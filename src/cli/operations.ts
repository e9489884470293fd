import type { Command } from 'commander';
import type { Limits } from '../canonical/limits.ts';
import { Problem } from '../canonical/problem.ts';
import { examineOperation } from '../http/examine.ts';
import { readOperations } from '../http/operation-files.ts';
import { loadSchema } from '../http/schema.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { addOperations, listOperations, removeOperations } from '../store/operation.ts';
import type { CommandParts } from './access.ts';
import { operator } from './operator.ts';
import { openServices } from './services.ts';
import { placeOf } from './tenants.ts';

interface Whose {
  readonly tenant?: string;
}

/** Registers the operations of files, after a look at each of them; gives a line for each. All or none. */
export async function registerFiles(
  database: Database,
  files: readonly string[],
  limits: Limits,
): Promise<readonly string[]> {
  const operations = readOperations(files);
  const schema = loadSchema();
  const costs = new Map(operations.map((each) => [each.id, examineOperation(schema, each, limits)]));
  const fresh = new Set((await addOperations(database, operations, operator())).map(({ id }) => id));
  return operations.map(({ id, name }) => {
    const known = fresh.has(id) ? '' : ', registered before';
    return `${id}  ${name} (costs ${costs.get(id)}${known})`;
  });
}

/** Removes operations by their ids, with or without `sha256:`; NOT_FOUND when none has one of them, and then none is removed. */
export async function unregister(database: Database, ids: readonly string[]): Promise<readonly string[]> {
  const whole = ids.map((id) => (id.startsWith('sha256:') ? id : `sha256:${id}`));
  const known = new Set((await listOperations(database)).map(({ id }) => id));
  const unknown = whole.filter((id) => !known.has(id));
  if (unknown.length > 0)
    throw new Problem('NOT_FOUND', `No operation is registered as ${unknown.join(', ')}.`);
  return (await removeOperations(database, whole, operator())).map(({ id, name }) => `${id}  ${name}`);
}

/** Adds the commands of trusted documents: operations add, list and remove. */
export function addOperationCommands(program: Command, { configuration, say }: CommandParts): void {
  async function at(
    tenant: string | undefined,
    work: (database: Database, limits: Limits) => Promise<readonly string[]>,
  ): Promise<void> {
    const config = configuration();
    const services = await openServices(config);
    try {
      const database = openDatabase(placeOf(config, services.databaseUrl, tenant).databaseUrl, 2);
      try {
        for (const line of await work(database, config.limits)) say(line);
      } finally {
        await database.close();
      }
    } finally {
      await services.stop();
    }
  }

  const whose = ['--tenant <tenant>', 'whose; the first tenant when omitted'] as const;
  const operations = program
    .command('operations')
    .description('the registered operations: in production the only ones that are executed');
  operations
    .command('add')
    .description('register the operations of files; running nodes know them at once')
    .argument('<file...>', 'GraphQL documents, or JSON of ids and documents')
    .option(...whose)
    .action((files: string[], { tenant }: Whose) =>
      at(tenant, (database, limits) => registerFiles(database, files, limits)),
    );
  operations
    .command('list')
    .description('show all of them, the newest first')
    .option(...whose)
    .action(({ tenant }: Whose) =>
      at(tenant, async (database) =>
        (await listOperations(database)).map(
          ({ id, name, addedAt, addedBy }) => `${id}  ${name} (${addedAt}, ${addedBy})`,
        ),
      ),
    );
  operations
    .command('remove')
    .description('execute these no more')
    .argument('<id...>')
    .option(...whose)
    .action((ids: string[], { tenant }: Whose) => at(tenant, (database) => unregister(database, ids)));
}

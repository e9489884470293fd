import {
  type GraphQLInputObjectType,
  getNamedType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSchema } from '../src/http/schema.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { type Council, convene, mutations, party } from './support/parties.ts';

let hub: TestHub;
let council: Council;
beforeAll(async () => {
  hub = await createTestHub();
  council = await convene(hub);
});
afterAll(async () => {
  await council.close();
  await hub.close();
});

type Mutation = keyof typeof mutations;

const nul = '\0';
const half = '\ud800';
const texts = new Set(['ID', 'String']);
const admin = party('admin@example.com', { roles: ['ADMIN'] });

/** What each mutation is asked with where a field is not the one that is spoilt: ids of the right form that nobody has. */
const usual: Readonly<Record<Mutation, object>> = {
  mergeCustomers: { survivorId: `cus_${'1'.repeat(26)}`, absorbedId: `cus_${'2'.repeat(26)}` },
  unmergeCustomers: { mergeId: `mrg_${'1'.repeat(26)}` },
  decideMatch: { candidateId: `mat_${'1'.repeat(26)}`, accept: true },
  decideApproval: { approvalId: `apr_${'1'.repeat(26)}`, approve: false, reason: 'not now' },
  replayEvents: { mode: 'DRY_RUN', types: ['invoice.paid'] },
  breakGlass: { reason: 'the books must be closed', minutes: 1 },
};

/** Every text field of each mutation’s input, and whether it takes a list of them. */
const fields = (Object.keys(mutations) as Mutation[]).flatMap((mutation) => {
  const type = loadSchema().getType(mutations[mutation][0]) as GraphQLInputObjectType;
  return Object.values(type.getFields()).flatMap(({ name, type: given }) => {
    const bare = isNonNullType(given) ? given.ofType : given;
    const isText = texts.has(getNamedType(given).name) && !isInputObjectType(bare);
    return isText ? [[mutation, name, isListType(bare)] as const] : [];
  });
});

/** The codes of a mutation's answer; an error of the whole request comes with `!`. */
async function codes(mutation: Mutation, input: object): Promise<readonly string[]> {
  const [type] = mutations[mutation];
  const query = `mutation($input: ${type}!) { ${mutation}(input: $input) { userErrors { code } } }`;
  const key = { idempotencyKey: `key-${Math.random()}` };
  const { body } = await council.ask(admin, query, { input: { ...key, ...usual[mutation], ...input } });
  const payload = body.data?.[mutation] as { userErrors: { code: string }[] } | null | undefined;
  const whole = body.errors?.map(({ extensions }) => `!${String(extensions['code'])}`) ?? [];
  return [...whole, ...(payload?.userErrors.map(({ code }) => code) ?? [])];
}

const refusals = new Set(['INVALID_INPUT', 'NOT_FOUND', '!INVALID_INPUT', '!BAD_USER_INPUT']);

/** What the log holds that is a bug. */
const bugs = () => council.served.log.filter((line) => line['level'] === 50);

describe('a mutation', () => {
  it.each<[Mutation, string]>([
    ['mergeCustomers', 'survivorId'],
    ['mergeCustomers', 'absorbedId'],
    ['unmergeCustomers', 'mergeId'],
    ['decideMatch', 'candidateId'],
  ])('%s says that U+0000 in %s is the caller’s to mend', async (mutation, name) => {
    expect(await codes(mutation, { [name]: `x${nul}` })).toEqual(['INVALID_INPUT']);
    expect(bugs()).toEqual([]);
  });

  it.each(fields)(
    '%s meets text in %s that no database holds without a fault',
    async (mutation, name, isList) => {
      const asked = [nul, half, `x${nul}`, `x${half}`, '', 'x'.repeat(5000)];
      for (const text of asked) {
        const found = await codes(mutation, { [name]: isList ? [text] : text });
        const unexpected = found.filter((code) => !refusals.has(code));
        expect([text.slice(0, 9), unexpected]).toEqual([text.slice(0, 9), []]);
      }
      expect(bugs()).toEqual([]);
    },
  );

  it.each([nul, half])('refuses choices of fields that hold %j', async (text) => {
    for (const fieldChoices of [{ [text]: 'x' }, { name: text }, text, [text]])
      expect(await codes('mergeCustomers', { fieldChoices })).toEqual(['INVALID_INPUT']);
    expect(bugs()).toEqual([]);
  });
});

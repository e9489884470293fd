import { readFileSync } from 'node:fs';
import type { GraphQLEnumType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { problemCodes } from '../src/canonical/problem.ts';
import { requestCodes } from '../src/http/errors.ts';
import { loadSchema } from '../src/http/schema.ts';

const page = readFileSync('docs/errors.md', 'utf8');
const rows = [...page.matchAll(/^\| `([A-Z_]+)` +\| (yes|no) +\| (.+?) +\|$/gm)].map(
  ([, code, retryable, meaning]) => ({
    code,
    retryable: retryable === 'yes',
    meaning,
  }),
);

describe('the published errors', () => {
  it('are the codes that the hub knows, each with its meaning', () => {
    const problems = Object.entries(problemCodes).map(([code, { retryable, meaning }]) => ({
      code,
      retryable,
      meaning,
    }));
    const requests = Object.entries(requestCodes).map(([code, meaning]) => ({
      code,
      retryable: false,
      meaning,
    }));
    expect(rows).toEqual([...problems, ...requests]);
  });

  it('are the codes of the schema, with the same meaning', () => {
    const type = loadSchema().getType('ErrorCode') as GraphQLEnumType;
    expect(type.getValues().map(({ name, description }) => [name, description])).toEqual(
      Object.entries(problemCodes).map(([code, { meaning }]) => [code, meaning]),
    );
  });
});

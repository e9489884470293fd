import { Refusal, refused } from './reply.ts';

/** 422 about a search, as the Search API words it. */
export function invalidSearch(why: string): Refusal {
  return new Refusal(refused(422, 'invalid', `Invalid search: ${why}`));
}

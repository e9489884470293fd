import { cacheExchange, Client, fetchExchange, mapExchange } from 'urql';
import { authorization, currentHolder, signOut } from './session.ts';
import { sessionOver, troublesOf } from './trouble.ts';

/**
 * What asks the hub, for one person: what one was answered another never sees, and what one began is not gone on with in the name of
 * another.
 */
export function createClient(): Client {
  const holder = currentHolder();
  const isOver = (): boolean => currentHolder() !== holder;
  return new Client({
    url: '/graphql',
    preferGetMethod: false,
    exchanges: [
      mapExchange({
        onResult({ error }) {
          if (isOver()) return;
          if (troublesOf(error).some(({ code }) => code === 'UNAUTHENTICATED')) signOut('expired');
        },
      }),
      cacheExchange,
      fetchExchange,
    ],
    fetch: (input, init) => (isOver() ? Promise.reject(sessionOver) : fetch(input, init)),
    fetchOptions: () => ({ headers: authorization() }),
    // What was answered before is shown at once, and asked for again.
    requestPolicy: 'cache-and-network',
  });
}

import { cacheExchange, Client, fetchExchange, mapExchange } from 'urql';
import { authorization, signOut } from './session.ts';
import { troublesOf } from './trouble.ts';

/** What asks the hub, for one person: what one was answered another never sees. */
export function createClient(): Client {
  return new Client({
    url: '/graphql',
    preferGetMethod: false,
    exchanges: [
      mapExchange({
        onResult({ error }) {
          if (troublesOf(error).some(({ code }) => code === 'UNAUTHENTICATED')) signOut('expired');
        },
      }),
      cacheExchange,
      fetchExchange,
    ],
    fetchOptions: () => ({ headers: authorization() }),
    // What was answered before is shown at once, and asked for again.
    requestPolicy: 'cache-and-network',
  });
}

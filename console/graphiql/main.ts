import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import { GraphiQL, type GraphiQLProps } from 'graphiql';
import { getOperationAST, parse } from 'graphql';
import { createClient } from 'graphql-ws';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { authorization, watchToken } from './token.ts';

const examples = import.meta.glob<string>('../../examples/*.graphql', {
  query: '?raw',
  import: 'default',
  eager: true,
});

watchToken(
  document.querySelector<HTMLFormElement>('#token')!,
  document.querySelector<HTMLInputElement>('#token input')!,
);

const streams = createClient({
  url: `${location.origin.replace(/^http/, 'ws')}/graphql`,
  connectionParams: authorization,
});

const fetcher: GraphiQLProps['fetcher'] = async (operation, options) => {
  const { query, operationName } = operation;
  if (getOperationAST(parse(query), operationName)?.operation === 'subscription')
    return streams.iterate(operation);
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorization(), ...options?.headers },
    body: JSON.stringify(operation),
  });
  return response.json();
};

const defaultTabs = Object.values(examples).map((query) => ({ query }));

createRoot(document.querySelector('#graphiql')!).render(createElement(GraphiQL, { fetcher, defaultTabs }));

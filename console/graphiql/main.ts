import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import { GraphiQL, type GraphiQLProps } from 'graphiql';
import { getOperationAST, parse } from 'graphql';
import { createClient } from 'graphql-ws';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';

const examples = import.meta.glob<string>('../../examples/*.graphql', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const streams = createClient({ url: `${location.origin.replace(/^http/, 'ws')}/graphql` });

const fetcher: GraphiQLProps['fetcher'] = async (operation, options) => {
  const { query, operationName } = operation;
  if (getOperationAST(parse(query), operationName)?.operation === 'subscription')
    return streams.iterate(operation);
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...options?.headers },
    body: JSON.stringify(operation),
  });
  return response.json();
};

const defaultTabs = Object.values(examples).map((query) => ({ query }));

createRoot(document.querySelector('#graphiql')!).render(createElement(GraphiQL, { fetcher, defaultTabs }));

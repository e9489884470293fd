import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './explorer.css';
import { useMantineColorScheme } from '@mantine/core';
import { GraphiQL, type GraphiQLProps } from 'graphiql';
import { getOperationAST, parse } from 'graphql';
import { createClient } from 'graphql-ws';
import { useEffect, useState } from 'react';
import { useMe } from '../../client/rights.ts';
import { authorization } from '../../client/session.ts';
import { Screen } from '../../parts/screen.tsx';
import { words } from '../../words/shell.ts';

const examples = import.meta.glob<string>('../../../examples/*.graphql', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const defaultTabs = Object.values(examples).map((query) => ({ query }));

/** What the explorer remembers in this browser, for one person alone: queries and variables tell what somebody looked at. */
function storageOf(person: string): NonNullable<GraphiQLProps['storage']> {
  const own = `isthmus.explorer.${person}.`;
  const names = () => Object.keys(localStorage).filter((name) => name.startsWith(own));
  return {
    get length() {
      return names().length;
    },
    getItem: (name) => localStorage.getItem(own + name),
    setItem: (name, value) => localStorage.setItem(own + name, value),
    removeItem: (name) => localStorage.removeItem(own + name),
    clear: () => names().forEach((name) => localStorage.removeItem(name)),
  };
}

/** The API explorer: asks with the rights of whoever is signed in; the examples are its tabs. */
export function Explorer() {
  const { id: me } = useMe();
  const { colorScheme } = useMantineColorScheme();
  const [storage] = useState(() => storageOf(me));
  const [streams] = useState(() =>
    createClient({
      url: `${location.origin.replace(/^http/, 'ws')}/graphql`,
      connectionParams: authorization,
    }),
  );
  useEffect(() => () => void streams.dispose(), [streams]);
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
  return (
    <Screen title={words.nav.explorer}>
      <div className="explorer">
        <GraphiQL
          fetcher={fetcher}
          defaultTabs={defaultTabs}
          storage={storage}
          forcedTheme={colorScheme === 'auto' ? undefined : colorScheme}
        />
      </div>
    </Screen>
  );
}

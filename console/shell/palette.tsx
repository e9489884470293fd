import { useDebouncedValue } from '@mantine/hooks';
import { createSpotlight, Spotlight } from '@mantine/spotlight';
import '@mantine/spotlight/styles.css';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { useAsk } from '../client/ask.ts';
import { FindByIdDocument, SearchDocument } from '../generated/graphql.ts';
import { isId } from '../parts/id.ts';
import { pageOf, pathOf } from '../parts/paths.ts';
import { nameOf } from '../parts/record.tsx';
import { words } from '../words/shell.ts';
import { term } from '../words/terms.ts';
import type { Place } from './places.ts';

const [store, spotlight] = createSpotlight();

/** Finds customers and records by whatever a person has of them, and screens by name. */
export function Palette({ places, wanted }: { readonly places: readonly Place[]; readonly wanted: number }) {
  const navigate = useNavigate();
  const [query, setQuery] = useState('');
  const [text] = useDebouncedValue(query.trim(), 150);
  const byId = isId(text);
  const found = useAsk(SearchDocument, { text }, text.length < 2 || byId);
  const one = useAsk(FindByIdDocument, { id: text }, !byId);
  useEffect(() => {
    spotlight.open();
  }, [wanted]);
  const record = byId ? one.data?.node : null;
  const path = record ? pathOf(record.__typename, record.id) : null;
  const customers = text.length < 2 || byId ? [] : (found.data?.customers.edges ?? []);
  const screens = places.filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()));
  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      maxHeight={420}
      scrollable
    >
      <Spotlight.Search placeholder={words.search.placeholder} aria-label={words.search.placeholder} />
      <Spotlight.ActionsList>
        {record && path !== null && (
          <Spotlight.ActionsGroup label={words.search.records}>
            <Spotlight.Action
              label={nameOf(record)}
              description={term(record.__typename)}
              onClick={() => void navigate(path)}
            />
          </Spotlight.ActionsGroup>
        )}
        {customers.length > 0 && (
          <Spotlight.ActionsGroup label={words.search.customers}>
            {customers.map(({ node }) => (
              <Spotlight.Action
                key={node.id}
                label={node.name ?? node.id}
                description={node.status ? term(node.status) : ''}
                onClick={() => void navigate(pageOf.customer(node.id))}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {screens.length > 0 && (
          <Spotlight.ActionsGroup label={words.search.screens}>
            {screens.map(({ path: to, name }) => (
              <Spotlight.Action key={to} label={name} onClick={() => void navigate(to)} />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {customers.length + screens.length === 0 && !record && !found.loading && !one.loading && (
          <Spotlight.Empty>{words.search.nothing}</Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useFetch } from '../../client/ask.ts';
import {
  ExceptionListDocument,
  type ExceptionFilter,
  type ExceptionRowFragment,
} from '../../generated/graphql.ts';
import { tellDone } from '../../parts/act.tsx';
import { csv } from '../../parts/csv.ts';
import { nameOf } from '../../parts/record.tsx';
import { saveFile } from '../../parts/save.ts';
import { words } from '../../words/exceptions.ts';
import { customerAbout } from './about.ts';

type Row = ExceptionRowFragment;

/** The columns of the file, by what the graph calls them, so that what reads it does not break with a word of the screen. */
const columns: readonly (readonly [name: string, value: (row: Row) => string | null])[] = [
  ['id', ({ id }) => id],
  ['severity', ({ severity }) => severity],
  ['status', ({ status }) => status],
  ['code', ({ code }) => code],
  ['category', ({ category }) => category],
  ['message', ({ message }) => message],
  ['customer', (row) => customerAbout(row)?.name ?? null],
  ['record', ({ record }) => record && nameOf(record)],
  ['process', ({ process }) => process],
  ['run', ({ run }) => run && run.id],
  ['step', ({ step }) => step],
  ['moneyAtRisk', ({ moneyAtRisk }) => moneyAtRisk?.amount ?? null],
  ['currency', ({ moneyAtRisk }) => moneyAtRisk?.currency ?? null],
  ['ownerTeam', ({ ownerTeam }) => ownerTeam],
  ['assignee', ({ assignee }) => assignee && assignee.name],
  ['openedAt', ({ openedAt }) => openedAt],
  ['dueAt', ({ dueAt }) => dueAt],
  ['nextAttemptAt', ({ nextAttemptAt }) => nextAttemptAt],
  ['settledAt', ({ settledAt }) => settledAt],
  ['rootCauseKey', ({ rootCauseKey }) => rootCauseKey],
];
const ofMoney: readonly string[] = ['moneyAtRisk', 'currency'];

function table(rows: readonly Row[], amounts: boolean): string {
  const told = columns.filter(([name]) => amounts || !ofMoney.includes(name));
  return csv([told.map(([name]) => name), ...rows.map((row) => told.map(([, value]) => value(row)))]);
}

/** Gives the filtered list as a file, all of it, however long it is. */
export function Export({ filter, amounts }: { readonly filter: ExceptionFilter; readonly amounts: boolean }) {
  const fetch = useFetch(ExceptionListDocument);
  const [read, setRead] = useState<number | null>(null);
  const stopped = useRef(false);
  const run = async (form: 'csv' | 'json'): Promise<void> => {
    const rows = new Map<string, Row>();
    stopped.current = false;
    setRead(0);
    for (let after: string | null | undefined = null; after !== undefined;) {
      const { data, troubles }: Awaited<ReturnType<typeof fetch>> = await fetch({ filter, amounts, after });
      if (!data || stopped.current) {
        if (!stopped.current)
          tellDone(words.download.failed(troubles.map(({ message }) => message).join(' ')));
        setRead(null);
        return;
      }
      const { edges, pageInfo } = data.exceptions;
      for (const { node } of edges) rows.set(node.id, node);
      setRead(rows.size);
      after = pageInfo.hasNextPage ? pageInfo.endCursor : undefined;
    }
    setRead(null);
    const name = `exceptions-${new Date().toISOString().slice(0, 10)}`;
    const all = [...rows.values()];
    if (form === 'csv') saveFile(`${name}.csv`, 'text/csv', table(all, amounts));
    else saveFile(`${name}.json`, 'application/json', `${JSON.stringify(all, null, 2)}\n`);
  };
  if (read !== null)
    return (
      <Button size="xs" variant="default" onClick={() => (stopped.current = true)}>
        {words.download.reading(read)}
      </Button>
    );
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="xs" variant="default" leftSection={<IconDownload size={14} />}>
          {words.download.list}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void run('csv')}>{words.download.csv}</Menu.Item>
        <Menu.Item onClick={() => void run('json')}>{words.download.json}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

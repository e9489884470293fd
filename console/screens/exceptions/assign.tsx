import { Select } from '@mantine/core';
import { useState } from 'react';
import { useAsk } from '../../client/ask.ts';
import { useMe } from '../../client/rights.ts';
import { ExceptionChoicesDocument, type ExceptionChoicesQuery } from '../../generated/graphql.ts';
import { AskedAct } from '../../parts/act.tsx';
import { words } from '../../words/exceptions.ts';
import { term } from '../../words/terms.ts';
import type { Detail } from './detail.ts';
import { fields as rights, type Send } from './deed.ts';
import { doneOne } from './mutate.ts';

type User = ExceptionChoicesQuery['users']['edges'][number]['node'];

const nameOf = ({ name, roles }: User): string => {
  const may = roles.map(term).join(', ');
  return may === '' ? (name ?? words.nameless) : `${name ?? words.nameless} (${may})`;
};

/** The people whom an exception can be given to, with what they may; whoever looks is first. */
export function usePeople(): readonly { readonly value: string; readonly label: string }[] {
  const me = useMe();
  const { data } = useAsk(ExceptionChoicesDocument, {});
  const others = data?.users.edges.map(({ node }) => node).filter(({ id }) => id !== me.id) ?? [];
  return [
    { value: me.id, label: words.assign.me(me.name ?? words.nameless) },
    ...others.map((user) => ({ value: user.id, label: nameOf(user) })),
  ];
}

/** Chooses who gets it; empty: nobody, it goes back to its team. */
export function Person({
  value,
  onChange,
}: {
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
}) {
  const people = usePeople();
  return (
    <Select
      label={words.assign.to}
      description={words.assign.toHint}
      data={[...people]}
      value={value}
      onChange={onChange}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': words.assign.nobody }}
      placeholder={words.assign.nobody}
    />
  );
}

/** Gives an exception to somebody, or back to its team. */
export function Assign({
  detail,
  send,
  again,
}: {
  readonly detail: Detail;
  readonly send: Send;
  readonly again: () => void;
}) {
  const [to, setTo] = useState<string | null>(detail.assignee?.id ?? null);
  return (
    <AskedAct
      label={words.assign.act}
      right={rights.assign}
      disabledWhy={detail.settledAt === null ? null : words.able.settled(term(detail.status))}
      title={words.assign.act}
      effect={words.assign.effect}
      confirm={words.assign.confirm}
      reason="optional"
      done={words.assign.done}
      run={async ({ reason, key }) => {
        const input = {
          idempotencyKey: key,
          exceptionIds: [detail.id],
          assigneeId: to,
          note: reason || null,
        };
        const done = doneOne(await send('assign', input));
        again();
        return done;
      }}
    >
      <Person value={to} onChange={setTo} />
    </AskedAct>
  );
}

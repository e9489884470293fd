import { Button, Group, Input, Select, TagsInput } from '@mantine/core';
import { useNavigate } from 'react-router';
import { useAsk } from '../../client/ask.ts';
import { useMe } from '../../client/rights.ts';
import { EventsTellersDocument } from '../../generated/graphql.ts';
import { useAddress } from '../../parts/address.ts';
import { Moment } from '../../parts/moment.tsx';
import { pageOf } from '../../parts/paths.ts';
import { RangePicker } from '../../parts/range.tsx';
import { Typed } from '../../parts/typed.tsx';
import { typeSuggestions, words } from '../../words/events.ts';
import { words as common } from '../../words/shell.ts';
import { term } from '../../words/terms.ts';
import { hubItself, useLogFilter } from './filter.ts';

/** Who can have told of an event. One that the address has and that nobody knows is shown as it is: the hub says what is wrong with it. */
function useTellers(chosen: string): readonly { readonly value: string; readonly label: string }[] {
  const { can } = useMe();
  const { data } = useAsk(EventsTellersDocument, {}, !can('Query.sources'));
  const known = [
    ...(data?.sources ?? []).map(({ id, name }) => ({ value: id, label: term(name) })),
    { value: hubItself, label: words.list.hub },
  ];
  return chosen === '' || known.some(({ value }) => value === chosen)
    ? known
    : [...known, { value: chosen, label: chosen }];
}

/** Chooses what of the log is shown; all of it is in the address. */
export function FilterBar() {
  const filter = useLogFilter();
  const { get, set } = useAddress();
  const navigate = useNavigate();
  const tellers = useTellers(filter.source);
  return (
    <Group gap="xs" align="flex-end" role="search" aria-label={words.filter.label}>
      <TagsInput
        size="xs"
        miw={170}
        maw={420}
        label={words.filter.types}
        placeholder={filter.types.length === 0 ? words.filter.typesHint : undefined}
        data={[...typeSuggestions]}
        value={[...filter.types]}
        onChange={(types) => set({ type: types.map((type) => type.trim()) })}
        clearable
        clearButtonProps={{ 'aria-label': words.filter.clearTypes }}
      />
      <Typed
        label={words.filter.subject}
        hint={words.filter.subjectHint}
        width={190}
        value={filter.subject}
        onChange={(subject) => {
          if (subject.startsWith('evt_')) void navigate(pageOf.event(subject));
          else set({ subject });
        }}
      />
      <Typed
        label={words.filter.correlation}
        width={150}
        value={filter.correlation}
        onChange={(correlation) => set({ correlation })}
      />
      <Select
        size="xs"
        w={120}
        label={words.filter.source}
        placeholder={words.filter.anySource}
        data={[...tellers]}
        value={filter.source === '' ? null : filter.source}
        onChange={(source) => set({ source })}
        clearable
        clearButtonProps={{ 'aria-label': words.filter.anySource }}
      />
      {get('from') === '' && (
        <Input.Wrapper size="xs" label={common.range.label}>
          <RangePicker usual="all" />
        </Input.Wrapper>
      )}
      <Moment label={words.filter.from} value={get('from')} onChange={(from) => set({ from })} />
      <Moment label={words.filter.to} value={get('to')} onChange={(to) => set({ to })} />
      {!filter.isEmpty && (
        <Button size="xs" variant="subtle" onClick={filter.clear}>
          {words.filter.clear}
        </Button>
      )}
    </Group>
  );
}

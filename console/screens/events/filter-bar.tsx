import { Button, Group, Input, TagsInput } from '@mantine/core';
import { useNavigate } from 'react-router';
import { useAddress } from '../../parts/address.ts';
import { Moment } from '../../parts/moment.tsx';
import { RangePicker } from '../../parts/range.tsx';
import { Typed } from '../../parts/typed.tsx';
import { typeSuggestions, words } from '../../words/events.ts';
import { words as common } from '../../words/shell.ts';
import { useLogFilter } from './filter.ts';

/** Chooses what of the log is shown; all of it is in the address. */
export function FilterBar() {
  const filter = useLogFilter();
  const { get, set } = useAddress();
  const navigate = useNavigate();
  return (
    <Group gap="xs" align="flex-end" role="search" aria-label={words.filter.label}>
      <TagsInput
        size="xs"
        miw={200}
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
        width={210}
        value={filter.subject}
        onChange={(subject) => {
          if (subject.startsWith('evt_')) void navigate(`/events/${encodeURIComponent(subject)}`);
          else set({ subject });
        }}
      />
      <Typed
        label={words.filter.correlation}
        width={170}
        value={filter.correlation}
        onChange={(correlation) => set({ correlation })}
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

import { Button, Group, Input, TagsInput } from '@mantine/core';
import { useAddress } from '../../parts/address.ts';
import { Moment } from '../../parts/moment.tsx';
import { RangePicker, useRange } from '../../parts/range.tsx';
import { Typed } from '../../parts/typed.tsx';
import { actionSuggestions, words } from '../../words/audit.ts';
import { words as common } from '../../words/shell.ts';

/** What of the trail is shown; empty texts and lists: any. */
export interface TrailFilter {
  readonly subject: string;
  readonly actor: string;
  readonly actions: readonly string[];
  readonly from: string | null;
  readonly to: string | null;
  /** Changes when somebody chooses otherwise, and not because time goes by. */
  readonly key: string;
}

/** The filter that the address has: `subject`, `actor`, `action` several times, `from`, `to`, else `range`. */
export function useTrailFilter(): TrailFilter {
  const { get, all } = useAddress();
  const { range, from: start } = useRange('all');
  const [subject, actor, actions] = [get('subject'), get('actor'), all('action')];
  const [exact, to] = [get('from'), get('to')];
  return {
    subject,
    actor,
    actions,
    from: exact === '' ? start : exact,
    to: to === '' ? null : to,
    key: JSON.stringify([subject, actor, actions, exact, to, range]),
  };
}

/** Chooses what of the trail is shown; all of it is in the address. */
export function FilterBar() {
  const { get, all, set } = useAddress();
  const names = ['subject', 'actor', 'action', 'from', 'to', 'range'];
  const actions = all('action');
  return (
    <Group gap="xs" align="flex-end" role="search" aria-label={words.filter.label}>
      <Typed
        label={words.filter.actor}
        hint={words.filter.actorHint}
        width={210}
        value={get('actor')}
        onChange={(actor) => set({ actor })}
      />
      <TagsInput
        size="xs"
        miw={200}
        maw={420}
        label={words.filter.actions}
        placeholder={actions.length === 0 ? words.filter.actionsHint : undefined}
        data={[...actionSuggestions]}
        value={[...actions]}
        onChange={(action) => set({ action: action.map((each) => each.trim()) })}
        clearable
        clearButtonProps={{ 'aria-label': words.filter.clearActions }}
      />
      <Typed
        label={words.filter.subject}
        hint={words.filter.subjectHint}
        width={190}
        value={get('subject')}
        onChange={(subject) => set({ subject })}
      />
      {get('from') === '' && (
        <Input.Wrapper size="xs" label={common.range.label}>
          <RangePicker usual="all" />
        </Input.Wrapper>
      )}
      <Moment label={words.filter.from} value={get('from')} onChange={(from) => set({ from })} />
      <Moment label={words.filter.to} value={get('to')} onChange={(to) => set({ to })} />
      {names.some((name) => get(name) !== '') && (
        <Button
          size="xs"
          variant="subtle"
          onClick={() => set(Object.fromEntries(names.map((name) => [name, null])))}
        >
          {words.filter.clear}
        </Button>
      )}
    </Group>
  );
}

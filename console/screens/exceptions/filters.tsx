import { Autocomplete, Button, Group, MultiSelect, NumberInput, Pill, Select } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useAsk } from '../../client/ask.ts';
import { useMe } from '../../client/rights.ts';
import { ExceptionChoicesDocument } from '../../generated/graphql.ts';
import { useAddress } from '../../parts/address.ts';
import { Moment } from '../../parts/moment.tsx';
import { RangePicker } from '../../parts/range.tsx';
import { words } from '../../words/exceptions.ts';
import { term } from '../../words/terms.ts';
import { usePeople } from './assign.tsx';
import { causeOf } from './cause.ts';
import { categories, narrowing, processes, severities } from './filter.ts';

const labelled = (values: readonly string[]) => values.map((value) => ({ value, label: term(value) }));
const ages = ['3600000', '14400000', '86400000', '259200000', '604800000'] as const;
/** What the hub's settings call its teams; what else there is comes from the rows. */
const seldom = [
  'process',
  'legalEntity',
  'moneyAtRiskGte',
  'olderThanMs',
  'openedFrom',
  'openedTo',
  'range',
] as const;

/** Our companies that keep books, by id. */
function useEntities(): readonly { readonly value: string; readonly label: string }[] {
  const { data } = useAsk(ExceptionChoicesDocument, {});
  const entities = data?.sources.flatMap(({ legalEntities }) => legalEntities) ?? [];
  const byId = new Map(entities.map((each) => [each.id, each.name ?? each.code ?? each.id]));
  return [...byId].map(([value, label]) => ({ value, label }));
}

/** Narrows the list; all of it is in the address. `teams`: those of the rows that are shown. */
export function Filters({ teams }: { readonly teams: readonly string[] }) {
  const { get, all, set } = useAddress();
  const { id: me, can } = useMe();
  const people = usePeople();
  const entities = useEntities();
  const given = narrowing.filter((name) => get(name) !== '');
  const rare = seldom.filter((name) => get(name) !== '').length;
  const [opened, { toggle }] = useDisclosure(rare > 0);
  const cause = get('rootCauseKey');
  const assignee = get('mine') === '1' ? me : get('assigneeId');
  return (
    <>
      <Group gap="xs" align="flex-end" role="group" aria-label={words.filters.label}>
        <MultiSelect
          size="xs"
          miw={130}
          label={words.filters.severity}
          placeholder={all('severity').length === 0 ? words.filters.any : undefined}
          data={labelled(severities)}
          value={[...all('severity')]}
          onChange={(value) => set({ severity: value })}
        />
        <MultiSelect
          size="xs"
          miw={130}
          label={words.filters.category}
          placeholder={all('category').length === 0 ? words.filters.any : undefined}
          data={labelled(categories)}
          value={[...all('category')]}
          onChange={(value) => set({ category: value })}
        />
        <Autocomplete
          size="xs"
          w={150}
          label={words.filters.team}
          placeholder={words.filters.anyTeam}
          data={[...teams]}
          value={get('ownerTeam')}
          onChange={(value) => set({ ownerTeam: value })}
        />
        <Select
          size="xs"
          w={170}
          label={words.filters.assignee}
          placeholder={words.filters.anybody}
          data={[...people]}
          value={assignee === '' ? null : assignee}
          onChange={(value) =>
            set(value === me ? { mine: '1', assigneeId: null } : { mine: null, assigneeId: value })
          }
          searchable
          clearable
          clearButtonProps={{ 'aria-label': words.filters.anybody }}
        />
        <Button size="xs" variant="default" onClick={toggle} aria-expanded={opened}>
          {opened ? words.filters.fewer : words.filters.more(rare)}
        </Button>
        {given.length > 0 && (
          <Button
            size="xs"
            variant="subtle"
            onClick={() => set(Object.fromEntries(narrowing.map((name) => [name, null])))}
          >
            {words.filters.clear}
          </Button>
        )}
      </Group>
      {opened && (
        <Group gap="xs" align="flex-end" role="group" aria-label={words.filters.rare}>
          <MultiSelect
            size="xs"
            miw={150}
            label={words.filters.process}
            placeholder={all('process').length === 0 ? words.filters.any : undefined}
            data={labelled(processes)}
            value={[...all('process')]}
            onChange={(value) => set({ process: value })}
          />
          <Select
            size="xs"
            w={190}
            label={words.filters.entity}
            placeholder={words.filters.anyEntity}
            data={[...entities]}
            value={get('legalEntity') === '' ? null : get('legalEntity')}
            onChange={(value) => set({ legalEntity: value })}
            searchable
            clearable
            clearButtonProps={{ 'aria-label': words.filters.anyEntity }}
          />
          {can('Exception.moneyAtRisk') && (
            <NumberInput
              size="xs"
              w={150}
              label={words.filters.money}
              placeholder="0"
              min={0}
              thousandSeparator=","
              hideControls
              value={get('moneyAtRiskGte')}
              onValueChange={({ value }) => set({ moneyAtRiskGte: value })}
            />
          )}
          <Select
            size="xs"
            w={140}
            label={words.filters.older}
            placeholder={words.filters.anyAge}
            data={ages.map((value) => ({ value, label: words.filters.ages[value] }))}
            value={get('olderThanMs') === '' ? null : get('olderThanMs')}
            onChange={(value) => set({ olderThanMs: value })}
            clearable
            clearButtonProps={{ 'aria-label': words.filters.anyAge }}
          />
          <RangePicker usual="all" />
          <Moment
            label={words.filters.from}
            value={get('openedFrom')}
            onChange={(iso) => set({ openedFrom: iso })}
          />
          <Moment
            label={words.filters.to}
            value={get('openedTo')}
            onChange={(iso) => set({ openedTo: iso })}
          />
        </Group>
      )}
      {cause !== '' && (
        <Group gap="xs">
          <Pill
            withRemoveButton
            onRemove={() => set({ rootCauseKey: null })}
            removeButtonProps={{ 'aria-label': words.filters.noCause, 'aria-hidden': false, tabIndex: 0 }}
          >
            {words.filters.cause(causeOf(cause))}
          </Pill>
        </Group>
      )}
    </>
  );
}

import { Button, Group, MultiSelect, Pill } from '@mantine/core';
import type { ProcessKind, RunStatus, SlaState } from '../../generated/graphql.ts';
import { useAddress } from '../../parts/address.ts';
import { RangePicker } from '../../parts/range.tsx';
import { words } from '../../words/runs.ts';
import { term } from '../../words/terms.ts';

const processes: readonly ProcessKind[] = ['QUOTE_TO_CASH', 'AMENDMENT', 'RENEWAL', 'CANCELLATION'];
const statuses: readonly RunStatus[] = [
  'QUEUED',
  'RUNNING',
  'WAITING_APPROVAL',
  'PAUSED',
  'COMPENSATING',
  'COMPLETED',
  'COMPENSATED',
  'FAILED',
  'CANCELLED',
];
const slaStates: readonly SlaState[] = ['ON_TRACK', 'AT_RISK', 'BREACHED', 'MET', 'PAUSED'];

/** What the list is filtered by, as its address has it; what the graph does not know is left out. */
export interface RunFilter {
  readonly process: readonly ProcessKind[];
  readonly status: readonly RunStatus[];
  readonly slaState: readonly SlaState[];
  readonly correlationId: string;
}

const known = <Word extends string>(given: readonly string[], words_: readonly Word[]): readonly Word[] =>
  words_.filter((word) => given.includes(word));

/** The filter of the address: `process`, `status` and `sla` may stand there several times, `correlation` once. */
export function useRunFilter(): RunFilter {
  const { get, all } = useAddress();
  return {
    process: known(all('process'), processes),
    status: known(all('status'), statuses),
    slaState: known(all('sla'), slaStates),
    correlationId: get('correlation'),
  };
}

/** Chooses among some words of the graph. */
function Several({
  name,
  label,
  any,
  values,
  chosen,
}: {
  readonly name: string;
  readonly label: string;
  /** Shown while none is chosen. */
  readonly any: string;
  readonly values: readonly string[];
  readonly chosen: readonly string[];
}) {
  const { set } = useAddress();
  return (
    <MultiSelect
      size="xs"
      miw={150}
      aria-label={label}
      placeholder={chosen.length === 0 ? any : undefined}
      data={values.map((value) => ({ value, label: term(value) }))}
      value={[...chosen]}
      onChange={(value) => set({ [name]: value })}
      clearable
    />
  );
}

/** Chooses what the list of runs shows. */
export function RunFilters({ filter, narrowed }: { readonly filter: RunFilter; readonly narrowed: boolean }) {
  const { set } = useAddress();
  const { list } = words;
  return (
    <Group gap="xs">
      <RangePicker usual="all" />
      <Several
        name="process"
        label={list.process}
        any={list.anyProcess}
        values={processes}
        chosen={filter.process}
      />
      <Several
        name="status"
        label={list.status}
        any={list.anyStatus}
        values={statuses}
        chosen={filter.status}
      />
      <Several name="sla" label={list.sla} any={list.anySla} values={slaStates} chosen={filter.slaState} />
      {filter.correlationId !== '' && (
        <Pill
          size="md"
          withRemoveButton
          removeButtonProps={{ 'aria-label': list.clear, tabIndex: 0, 'aria-hidden': false }}
          onRemove={() => set({ correlation: null })}
        >
          {list.only(filter.correlationId)}
        </Pill>
      )}
      {narrowed && (
        <Button
          size="xs"
          variant="subtle"
          onClick={() =>
            set({
              process: null,
              status: null,
              sla: null,
              correlation: null,
              range: null,
              from: null,
              to: null,
            })
          }
        >
          {list.clear}
        </Button>
      )}
    </Group>
  );
}

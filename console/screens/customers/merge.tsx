import { Radio, Select, Stack } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useAsk, useChange } from '../../client/ask.ts';
import { CustomerMergeDocument, SearchDocument } from '../../generated/graphql.ts';
import { AskedAct } from '../../parts/act.tsx';
import { words } from '../../words/customers.ts';
import { settled } from './decide.ts';

const say = words.customer.ids;

/** Finds the other customer and asks which of the two remains. */
export function Merge({
  id,
  name,
  again,
}: {
  readonly id: string;
  readonly name: string;
  readonly again: () => void;
}) {
  const merge = useChange(CustomerMergeDocument);
  const [other, setOther] = useState<{ readonly value: string; readonly label: string } | null>(null);
  const [text, setText] = useState('');
  const [remains, setRemains] = useState('this');
  const [wanted] = useDebouncedValue(text.trim(), 200);
  const found = useAsk(SearchDocument, { text: wanted }, wanted.length < 2 || wanted === other?.label);
  const options = (found.data?.customers.edges ?? [])
    .filter(({ node }) => node.id !== id)
    .map(({ node }) => ({ value: node.id, label: node.name ?? node.id }));
  const known = other && !options.some(({ value }) => value === other.value) ? [other, ...options] : options;
  return (
    <AskedAct
      label={say.merge}
      right="Mutation.mergeCustomers"
      title={say.mergeTitle}
      effect={say.mergeEffect}
      confirm={say.mergeConfirm}
      reason="none"
      ready={other !== null}
      done={say.merged}
      run={async ({ key }) => {
        const [survivorId, absorbedId] =
          remains === 'this' ? [id, other?.value ?? ''] : [other?.value ?? '', id];
        const outcome = await merge({ input: { idempotencyKey: key, survivorId, absorbedId } });
        again();
        return settled(outcome, (data) => data.mergeCustomers, say.waits);
      }}
    >
      <Stack gap="sm">
        <Select
          label={say.other}
          placeholder={say.otherHint}
          data-autofocus
          searchable
          searchValue={text}
          onSearchChange={setText}
          data={known}
          // The hub has searched already, by more than the name.
          filter={({ options: all }) => all}
          value={other?.value ?? null}
          onChange={(value) => setOther(known.find((each) => each.value === value) ?? null)}
          nothingFoundMessage={wanted.length < 2 ? say.otherHint : say.nothingFound}
        />
        <Radio.Group label={say.remains} value={remains} onChange={setRemains}>
          <Stack gap={6} mt={6}>
            <Radio value="this" label={`${say.thisOne}: ${name}`} size="xs" />
            <Radio value="other" label={`${say.otherOne}${other ? `: ${other.label}` : ''}`} size="xs" />
          </Stack>
        </Radio.Group>
      </Stack>
    </AskedAct>
  );
}

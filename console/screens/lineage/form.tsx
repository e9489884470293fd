import { Button, Group, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAsk } from '../../client/ask.ts';
import { useMe } from '../../client/rights.ts';
import { LineageSystemsDocument } from '../../generated/graphql.ts';
import { useAddress } from '../../parts/address.ts';
import { words } from '../../words/lineage.ts';
import { term } from '../../words/terms.ts';

const { form: said } = words;

/** Asks what to trace: an id, or a record as a vendor names it. What was asked last stands in the address. */
export function LineageForm() {
  const { get, set } = useAddress();
  const { can } = useMe();
  const byRef = can('Query.sources');
  const { data } = useAsk(LineageSystemsDocument, {}, !byRef);
  const [by, setBy] = useState(get('external') === '' ? 'id' : 'ref');
  const [id, setId] = useState(get('id'));
  const [system, setSystem] = useState<string | null>(get('system') || null);
  const [object, setObject] = useState(get('object'));
  const [external, setExternal] = useState(get('external'));
  // Another address, as from a link: what it asks is shown.
  const address = [get('id'), get('system'), get('object'), get('external')].join(' ');
  const [seen, setSeen] = useState(address);
  if (seen !== address) {
    setSeen(address);
    setBy(get('external') === '' ? 'id' : 'ref');
    setId(get('id'));
    setSystem(get('system') || null);
    setObject(get('object'));
    setExternal(get('external'));
  }
  const whole =
    by === 'id' ? id.trim() !== '' : system !== null && object.trim() !== '' && external.trim() !== '';
  const trace = (): void => {
    const ref = { id: null, system, object: object.trim(), external: external.trim() };
    const own = { id: id.trim(), system: null, object: null, external: null };
    set({ ...(by === 'id' ? own : ref), node: null, open: null }, true);
  };
  return (
    <form
      aria-label={said.label}
      onSubmit={(event) => {
        event.preventDefault();
        trace();
      }}
    >
      <Group gap="xs" align="flex-end">
        {byRef && (
          <SegmentedControl
            size="xs"
            aria-label={said.by}
            value={by}
            onChange={setBy}
            data={[
              { value: 'id', label: said.byId },
              { value: 'ref', label: said.byRef },
            ]}
          />
        )}
        {by === 'id' ? (
          <TextInput
            size="xs"
            w={340}
            aria-label={said.id}
            placeholder={said.idHint}
            value={id}
            onChange={(event) => setId(event.currentTarget.value)}
          />
        ) : (
          <>
            <Select
              size="xs"
              w={150}
              aria-label={said.system}
              placeholder={said.system}
              data={(data?.sources ?? []).map(({ name, kind }) => ({
                value: name,
                label: `${term(name)} (${term(kind)})`,
              }))}
              value={system}
              onChange={setSystem}
            />
            <TextInput
              size="xs"
              w={140}
              aria-label={said.object}
              placeholder={said.objectHint}
              value={object}
              onChange={(event) => setObject(event.currentTarget.value)}
            />
            <TextInput
              size="xs"
              w={200}
              aria-label={said.external}
              placeholder={said.external}
              value={external}
              onChange={(event) => setExternal(event.currentTarget.value)}
            />
          </>
        )}
        <Button size="xs" type="submit" disabled={!whole}>
          {said.trace}
        </Button>
      </Group>
    </form>
  );
}

import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { newKey, useAsk } from '../../client/ask.ts';
import { useMe } from '../../client/rights.ts';
import { ExceptionFieldsDocument, type MoneyFragment } from '../../generated/graphql.ts';
import { useAddress } from '../../parts/address.ts';
import { money } from '../../parts/format.ts';
import { KeyLine } from '../../parts/note.tsx';
import { sums } from '../../parts/sum.ts';
import { words } from '../../words/exceptions.ts';
import { words as shell } from '../../words/shell.ts';
import { Person } from './assign.tsx';
import { causeOf } from './cause.ts';
import { Changes } from './changes.tsx';
import { FixField } from './field.tsx';
import { sliceSize, startJob, type Wish } from './job.ts';
import type { Deed } from './deed.ts';
import { useDeeds } from './mutate.ts';
import { useNames } from './names.ts';
import { type Field, patchOf, type Values, wrongWith } from './patch.ts';

/** What is known of an exception that is to be dealt with. */
export interface Picked {
  readonly id: string;
  readonly rootCauseKey: string;
  readonly moneyAtRisk?: MoneyFragment | null;
}

/** What may be mended of all of one cause: what may be mended of the first of them. */
function useFields(id: string, pause: boolean): readonly Field[] {
  const { data } = useAsk(ExceptionFieldsDocument, { id }, pause);
  const node = data?.node;
  return node && 'editableFields' in node ? node.editableFields : [];
}

/**
 * Asks before something is done with many exceptions: how many and what is at stake, what it does, a reason; then it is a job. It is the
 * same for one of them.
 */
export function BulkAsk({
  deed,
  picked,
  onClose,
  onSlice,
}: {
  readonly deed: Deed;
  readonly picked: readonly Picked[];
  /** `done`: it was begun. */
  readonly onClose: (done: boolean) => void;
  readonly onSlice: () => void;
}) {
  const me = useMe();
  const { set } = useAddress();
  const send = useDeeds();
  const [key] = useState(newKey);
  const [reason, setReason] = useState('');
  const [to, setTo] = useState<string | null>(me.id);
  const [values, setValues] = useState<Values>({});
  const fields = useFields(picked[0]?.id ?? '', deed !== 'fix');
  const names = useNames(fields);
  const patch = patchOf(fields, values);
  const causes = new Set(picked.map(({ rootCauseKey }) => rootCauseKey));
  const stake = sums(picked.map(({ moneyAtRisk }) => moneyAtRisk))
    .map(money)
    .join(' · ');
  const wrong = fields.some((field) => wrongWith(field, values[field.path]) !== null);
  const ready = reason.trim() !== '' && (deed !== 'fix' || (Object.keys(patch).length > 0 && !wrong));
  const begin = (): void => {
    const note = reason.trim();
    const wish: Wish =
      deed === 'assign' ? { note, assigneeId: to } : deed === 'fix' ? { note, patch } : { note };
    startJob({
      id: key,
      by: me.id,
      name: words.bulk.names[deed](picked.length),
      deed,
      reason: note,
      ids: picked.map(({ id }) => id),
      wish,
      send,
      onSlice,
    });
    onClose(true);
    set({ jobs: '1' });
  };
  return (
    <Modal
      opened
      onClose={() => onClose(false)}
      title={words.bulk.names[deed](picked.length)}
      closeButtonProps={{ 'aria-label': words.close }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          begin();
        }}
      >
        <Stack gap="sm">
          <Text size="sm">
            {words.bulk.concerns(picked.length, stake)}{' '}
            {causes.size === 1
              ? words.bulk.oneCause(causeOf([...causes][0] ?? ''))
              : words.bulk.causes(causes.size)}
          </Text>
          <Text size="sm">{words.bulk.effects[deed]}</Text>
          {deed === 'assign' && <Person value={to} onChange={setTo} />}
          {deed === 'fix' &&
            (fields.length === 0 ? (
              <Text size="sm">{words.fix.nothingToMend}</Text>
            ) : (
              <>
                {fields.map((field) => (
                  <FixField
                    key={field.path}
                    field={field}
                    value={values[field.path]}
                    names={names}
                    onChange={(value) => setValues({ ...values, [field.path]: value })}
                  />
                ))}
                <Changes fields={fields} patch={patch} names={names} />
              </>
            ))}
          <Textarea
            label={deed === 'comment' ? words.comments.write : shell.common.reason}
            description={words.bulk.reasonHint}
            required
            autosize
            minRows={2}
            maxLength={4000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            data-autofocus
          />
          <KeyLine value={key}>
            {picked.length > sliceSize &&
              ` ${words.bulk.sliced(Math.ceil(picked.length / sliceSize), sliceSize)}`}
          </KeyLine>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => onClose(false)}>
              {shell.common.cancel}
            </Button>
            <Button type="submit" disabled={!ready}>
              {words.bulk.names[deed](picked.length)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

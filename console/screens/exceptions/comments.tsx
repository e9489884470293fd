import { Group, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { newKey } from '../../client/ask.ts';
import { Act } from '../../parts/act.tsx';
import { Errors } from '../../parts/note.tsx';
import { Panel } from '../../parts/panel.tsx';
import { When } from '../../parts/when.tsx';
import { words } from '../../words/exceptions.ts';
import type { Detail } from './detail.ts';
import { fields as rights, type Send } from './deed.ts';
import { doneOne } from './mutate.ts';

/** What people have written about it, and a place to write more. */
export function Comments({
  detail,
  send,
  again,
}: {
  readonly detail: Detail;
  readonly send: Send;
  readonly again: () => void;
}) {
  const [text, setText] = useState('');
  const [key, setKey] = useState(newKey);
  const [errors, setErrors] = useState<readonly string[]>([]);
  const add = async (): Promise<void> => {
    const input = { idempotencyKey: key, exceptionIds: [detail.id], note: text.trim() };
    const done = doneOne(await send('comment', input));
    setErrors(done.errors);
    if (done.errors.length > 0) return;
    setText('');
    setKey(newKey());
    again();
  };
  return (
    <Panel title={words.comments.title}>
      <Stack gap="sm">
        {detail.comments.length === 0 ? (
          <Text size="sm" c="dimmed">
            {words.comments.none}
          </Text>
        ) : (
          <Stack component="ol" gap="xs" m={0} p={0} style={{ listStyle: 'none' }}>
            {detail.comments.map(({ by, at, text: said }) => (
              <li key={`${at} ${by.id} ${said}`}>
                <Group gap={6}>
                  <Text size="sm" fw={600}>
                    {by.name ?? words.nameless}
                  </Text>
                  <When at={at} size="xs" />
                </Group>
                <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
                  {said}
                </Text>
              </li>
            ))}
          </Stack>
        )}
        <Textarea
          label={words.comments.write}
          size="xs"
          autosize
          minRows={2}
          maxLength={4000}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            // Another text is another request.
            setKey(newKey());
          }}
        />
        <Errors errors={errors} />
        <Group>
          <Act
            label={words.comments.add}
            right={rights.comment}
            disabledWhy={text.trim() === '' ? words.comments.empty : null}
            onClick={() => void add()}
          />
        </Group>
      </Stack>
    </Panel>
  );
}

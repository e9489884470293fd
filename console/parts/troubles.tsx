import { Anchor, Button, Code, Collapse, List, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Trouble } from '../client/trouble.ts';
import { words } from '../words/shell.ts';
import { term } from '../words/terms.ts';
import { Note } from './note.tsx';

const sourceCodes = new Set(['SOURCE_UNAVAILABLE', 'SOURCE_REJECTED', 'SOURCE_DRIFTED', 'RATE_LIMITED']);

/** One line for what a part of an answer lacks, whatever the number of fields. */
function summaries(troubles: readonly Trouble[]): readonly string[] {
  const sources = new Set(
    troubles.filter(({ code }) => sourceCodes.has(code)).map(({ source }) => term(source ?? 'SOURCE')),
  );
  const forbidden = troubles.filter(({ code }) => code === 'FORBIDDEN').length;
  const others = troubles.filter(({ code }) => !sourceCodes.has(code) && code !== 'FORBIDDEN');
  return [
    ...[...sources].map((source) => words.trouble.source(source)),
    ...new Set(others.map(({ message }) => message)),
    ...(forbidden > 0 ? [words.trouble.forbidden(forbidden)] : []),
  ];
}

/**
 * Says what an answer lacks, and why; nothing for a whole one. `whole`: nothing of it came. What is only not for the role to see is said
 * quietly.
 */
export function Troubles({
  troubles,
  whole = false,
  again,
}: {
  readonly troubles: readonly Trouble[];
  readonly whole?: boolean;
  readonly again?: () => void;
}) {
  const [open, { toggle }] = useDisclosure(false);
  if (troubles.length === 0) return null;
  const onlyRights = troubles.every(({ code }) => code === 'FORBIDDEN');
  if (onlyRights && !whole)
    return (
      <Text size="xs" c="dimmed" role="note">
        {summaries(troubles).join(' ')}
      </Text>
    );
  return (
    <Note tone={whole ? 'bad' : 'warn'} title={whole ? words.trouble.nothing : words.trouble.partial}>
      <Stack gap="xs" align="flex-start">
        <List size="sm">
          {summaries(troubles).map((line) => (
            <List.Item key={line}>{line}</List.Item>
          ))}
        </List>
        {again && (
          <Button size="compact-sm" variant="default" onClick={again}>
            {words.common.retry}
          </Button>
        )}
        <Anchor component="button" size="xs" onClick={toggle} aria-expanded={open} underline="always">
          {words.trouble.details}
        </Anchor>
        <Collapse expanded={open}>
          <Stack gap={2}>
            {troubles.slice(0, 20).map(({ code, path, message, correlationId }, index) => (
              <Text size="xs" key={index}>
                <Code>{code}</Code> {path} {message}{' '}
                {correlationId !== null && <span title={words.trouble.correlation}>{correlationId}</span>}
              </Text>
            ))}
          </Stack>
        </Collapse>
      </Stack>
    </Note>
  );
}

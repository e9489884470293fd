import { Button, Collapse, Group, Stack, Table, Text, Title, VisuallyHidden } from '@mantine/core';
import { Fragment, useState } from 'react';
import { Call } from '../../parts/call.tsx';
import { duration } from '../../parts/format.ts';
import { Status } from '../../parts/status.tsx';
import { When } from '../../parts/when.tsx';
import { words } from '../../words/runs.ts';
import { term } from '../../words/terms.ts';
import type { Step } from './state.ts';
import type { Inside } from './step.tsx';

const { step: said } = words;
const width = 6;
const tones = { APPLIED: 'good', FOUND_EXISTING: 'good', NOT_APPLIED: 'bad', UNKNOWN: 'warn' } as const;

/** Each time a step was tried: when, how long, what came of it, and the call where the role sees it. */
export function Attempts({ step, inside }: { readonly step: Step; readonly inside: Inside | undefined }) {
  // The last call is what one looks for; others are opened.
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const { columns } = said;
  const toggle = (at: string): void => {
    const next = new Set(toggled);
    if (!next.delete(at)) next.add(at);
    setToggled(next);
  };
  const none = step.status === 'PENDING' || step.status === 'SKIPPED' ? said.noAttemptsYet : said.noAttempts;
  return (
    <Stack gap="xs">
      <Title order={3} size="h6">
        {said.attempts}
      </Title>
      {step.attempts.length === 0 ? (
        <Text size="sm" c="dimmed">
          {none}
        </Text>
      ) : (
        <Table.ScrollContainer minWidth={400} type="native" tabIndex={0}>
          <Table aria-label={said.attempts} verticalSpacing={4}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th w={30}>{columns.nth}</Table.Th>
                <Table.Th>{columns.at}</Table.Th>
                <Table.Th ta="right">{columns.took}</Table.Th>
                <Table.Th ta="right">{columns.http}</Table.Th>
                <Table.Th>{columns.outcome}</Table.Th>
                <Table.Th>{columns.call}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {step.attempts.map((attempt, nth) => {
                const { at, durationMs, httpStatus, outcome, error } = attempt;
                const call = inside?.attempts[nth]?.call ?? null;
                const open = toggled.has(at);
                return (
                  <Fragment key={`${at} ${nth}`}>
                    <Table.Tr>
                      <Table.Td className="number">{nth + 1}</Table.Td>
                      <Table.Td>
                        <When at={at} />
                      </Table.Td>
                      <Table.Td ta="right" className="number" style={{ whiteSpace: 'nowrap' }}>
                        {duration(durationMs)}
                      </Table.Td>
                      <Table.Td ta="right" className="number">
                        {httpStatus ?? '–'}
                      </Table.Td>
                      <Table.Td>
                        <Status value={outcome} as={tones[outcome]} size="xs" />
                      </Table.Td>
                      <Table.Td>
                        {call && (
                          <Button
                            size="compact-xs"
                            variant="default"
                            aria-expanded={open}
                            onClick={() => toggle(at)}
                          >
                            {call.method}
                            <VisuallyHidden>{open ? said.hide(nth + 1) : said.show(nth + 1)}</VisuallyHidden>
                          </Button>
                        )}
                      </Table.Td>
                    </Table.Tr>
                    {error && (
                      <Table.Tr>
                        <Table.Td />
                        <Table.Td colSpan={width - 1} pt={0}>
                          <Group gap={6} align="baseline">
                            <Text span size="xs" fw={600}>
                              {term(error.code)}
                            </Text>
                            <Text span size="sm">
                              {error.message}
                            </Text>
                          </Group>
                        </Table.Td>
                      </Table.Tr>
                    )}
                    {call && (
                      <Table.Tr hidden={!open}>
                        <Table.Td colSpan={width}>
                          <Collapse expanded={open}>{open && <Call call={call} />}</Collapse>
                        </Table.Td>
                      </Table.Tr>
                    )}
                  </Fragment>
                );
              })}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Stack>
  );
}

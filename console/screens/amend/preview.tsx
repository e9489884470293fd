import { Button, Group, List, Loader, Stack, Table, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { TroubleFragment } from '../../generated/graphql.ts';
import { Empty } from '../../parts/empty.tsx';
import { Impact } from '../../parts/impact.tsx';
import { To } from '../../parts/link.tsx';
import { Note } from '../../parts/note.tsx';
import { useNow } from '../../parts/now.ts';
import { Panel } from '../../parts/panel.tsx';
import { pageOf } from '../../parts/paths.ts';
import { Writes } from '../../parts/writes.tsx';
import { words } from '../../words/amend.ts';
import { words as impactWords } from '../../words/impact.ts';
import { term } from '../../words/terms.ts';
import type { Subscription } from './inputs.ts';
import { movedBetween } from './moved.ts';
import type { Previewed, PreviewState } from './use-preview.ts';

const { preview: say } = words;

/** Whole seconds until something, never below 0. */
export const secondsTo = (at: string, now: number): number =>
  Math.max(0, Math.floor((Date.parse(at) - now) / 1000));

const clock = (seconds: number): string =>
  `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;

interface PreviewProps {
  readonly state: PreviewState;
  readonly subscription: Subscription;
  /** Whether the inputs are those that were previewed. */
  readonly fits: boolean;
  /** Previews the same inputs again. */
  readonly again: (() => void) | null;
  /** What is done with it. */
  readonly commit: (previewed: Previewed) => ReactNode;
}

/** What a change would come to; before there is a preview, how to get one. */
export function Preview({ state, subscription, fits, again, commit }: PreviewProps) {
  const { previewed, busy, troubles, refusal } = state;
  return (
    <Panel
      title={say.title}
      beside={previewed && fits && !busy && <Expiry at={previewed.preview.expiresAt} />}
    >
      {busy ? (
        <Group gap="sm" role="status">
          <Loader size="xs" />
          <Text size="sm">{say.busy}</Text>
        </Group>
      ) : troubles.length > 0 ? (
        <Note tone="bad" title={say.failed}>
          <Stack gap="xs" align="flex-start">
            {troubles.map(({ message }) => (
              <Text size="sm" key={message}>
                {message}
              </Text>
            ))}
            <Anew again={again} />
          </Stack>
        </Note>
      ) : previewed && fits ? (
        <Stack gap="md">
          <Standing previewed={previewed} subscription={subscription} refusal={refusal} again={again} />
          <Findings previewed={previewed} customerId={subscription.customer?.id ?? null} again={again} />
          {previewed.preview.impact && (
            <Impact impact={previewed.preview.impact} mrr={previewed.base.mrr ?? null} />
          )}
          {previewed.preview.plannedWrites.length > 0 && (
            <Stack gap={4}>
              <Title order={3} size="h6">
                {impactWords.writes.title}
              </Title>
              <Writes writes={previewed.preview.plannedWrites} />
            </Stack>
          )}
          <Approvals previewed={previewed} />
          {commit(previewed)}
        </Stack>
      ) : (
        <Empty
          title={previewed ? say.noteChanged : say.none}
          next={previewed ? say.keptNext : say.noneNext}
        />
      )}
    </Panel>
  );
}

function Expiry({ at }: { readonly at: string }) {
  const left = secondsTo(at, useNow());
  return (
    <Text size="sm" className="figure" role="timer">
      {left === 0 ? say.expired : say.expires(clock(left))}
    </Text>
  );
}

function Anew({ again }: { readonly again: (() => void) | null }) {
  return (
    again && (
      <Button size="compact-sm" variant="default" onClick={again}>
        {say.anew}
      </Button>
    )
  );
}

/** Whether the preview still holds; where it does not, what has moved, and that the inputs are kept. */
function Standing({
  previewed: { preview, base },
  subscription,
  refusal,
  again,
}: Pick<PreviewProps, 'subscription' | 'again'> & {
  readonly previewed: Previewed;
  readonly refusal: string | null;
}) {
  const expired = secondsTo(preview.expiresAt, useNow()) === 0;
  const moved = subscription.version !== base.version;
  if (!moved && !expired && refusal === null) return null;
  const differences = moved ? movedBetween(base, subscription) : [];
  return (
    <Note title={moved ? say.moved : expired ? say.expired : say.refused}>
      <Stack gap="xs" align="flex-start">
        {refusal !== null && <Text size="sm">{refusal}</Text>}
        {moved && differences.length === 0 && <Text size="sm">{say.noChange}</Text>}
        {differences.length > 0 && (
          <Table aria-label={say.changed} verticalSpacing={2}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{say.field}</Table.Th>
                <Table.Th>{say.before}</Table.Th>
                <Table.Th>{say.now}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {differences.map(({ field, before, now }) => (
                <Table.Tr key={field}>
                  <Table.Th scope="row" fw={500}>
                    {field}
                  </Table.Th>
                  <Table.Td className="figure">{before}</Table.Td>
                  <Table.Td className="figure">{now}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
        <Text size="sm">{expired && !moved ? say.expiredNext : say.keptNext}</Text>
        <Anew again={again} />
      </Stack>
    </Note>
  );
}

/** Where a finding can be mended in the console. */
function placeOf({ code }: TroubleFragment, customerId: string | null): string | null {
  switch (code) {
    case 'HIERARCHY_INVALID':
    case 'TAX_PROFILE_INCOMPLETE':
    case 'LEGAL_ENTITY_MISSING':
      return customerId === null ? null : pageOf.customer(customerId);
    case 'SOURCE_UNAVAILABLE':
    case 'SOURCE_REJECTED':
    case 'SOURCE_DRIFTED':
    case 'RATE_LIMITED':
      return '/sources';
    case 'CONFLICT':
      return '/runs';
    default:
      return null;
  }
}

function Told({
  found,
  customerId,
}: {
  readonly found: TroubleFragment;
  readonly customerId: string | null;
}) {
  const place = placeOf(found, customerId);
  return (
    <List.Item>
      {found.message}{' '}
      {found.system && (
        <Text span size="xs" c="dimmed">
          {`(${term(found.system)})`}{' '}
        </Text>
      )}
      {place !== null && (
        <To to={place} underline="always">
          {say.resolve}
        </To>
      )}
    </List.Item>
  );
}

/** What keeps it from being committed, and what is only to be known. */
function Findings({
  previewed: {
    preview: { blockers, warnings, degraded },
  },
  customerId,
  again,
}: {
  readonly previewed: Previewed;
  readonly customerId: string | null;
  readonly again: (() => void) | null;
}) {
  return (
    <>
      {degraded.length > 0 && (
        <Note tone="bad" title={say.degraded(degraded.map(term).join(', '))}>
          <Stack gap="xs" align="flex-start">
            <Text size="sm">{say.degradedNext}</Text>
            <Anew again={again} />
          </Stack>
        </Note>
      )}
      {blockers.length > 0 && (
        <Note tone="bad" title={say.blockers}>
          <List size="sm">
            {blockers.map((found, index) => (
              <Told key={index} found={found} customerId={customerId} />
            ))}
          </List>
        </Note>
      )}
      {warnings.length > 0 && (
        <Note title={say.warnings}>
          <List size="sm">
            {warnings.map((found, index) => (
              <Told key={index} found={found} customerId={customerId} />
            ))}
          </List>
        </Note>
      )}
    </>
  );
}

function Approvals({ previewed: { preview } }: { readonly previewed: Previewed }) {
  const { approvalsNeeded, impact } = preview;
  if (!impact) return null;
  if (!approvalsNeeded || approvalsNeeded.length === 0) return <Text size="sm">{say.noApproval}</Text>;
  return (
    <Stack gap={4}>
      <Title order={3} size="h6">
        {say.approvals}
      </Title>
      {approvalsNeeded.map(({ id, name, condition, approverRoles, approvals }) => (
        <Text size="sm" key={id}>
          {say.approval(name, approverRoles.map(term).join(' / '), approvals)}{' '}
          <Text span size="xs" c="dimmed">
            {condition}
          </Text>
        </Text>
      ))}
    </Stack>
  );
}

import { Code, Grid, Group, Stack, Text, Title } from '@mantine/core';
import { useParams } from 'react-router';
import { useAsk } from '../../client/ask.ts';
import { useStream } from '../../client/follow.ts';
import { useMe } from '../../client/rights.ts';
import {
  ApprovalDetailDocument,
  ApprovalPreviewDocument,
  ApprovalsChangedDocument,
} from '../../generated/graphql.ts';
import { Copy } from '../../parts/copy.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Impact } from '../../parts/impact.tsx';
import { Json } from '../../parts/json.tsx';
import { To } from '../../parts/link.tsx';
import { useOften } from '../../parts/often.ts';
import { Panel } from '../../parts/panel.tsx';
import { pathOf } from '../../parts/paths.ts';
import { Progress } from '../../parts/progress.tsx';
import { Refused } from '../../parts/refused.tsx';
import { Screen } from '../../parts/screen.tsx';
import { Status } from '../../parts/status.tsx';
import { Troubles } from '../../parts/troubles.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { Instant, When } from '../../parts/when.tsx';
import { Writes } from '../../parts/writes.tsx';
import { words } from '../../words/approvals.ts';
import { words as impactWords } from '../../words/impact.ts';
import { words as shell } from '../../words/shell.ts';
import { term } from '../../words/terms.ts';
import type { Found } from './change.tsx';
import { Decide } from './decide.tsx';
import { whyNotDecide } from './may.ts';
import { Shown } from './subject.tsx';
import { type Fields, textIn } from './shown.ts';
import { titleOf } from './title.ts';

const { detail: say } = words;

/** One approval: exactly what is decided, by whom, and what came of it. */
export function Approval() {
  const { id = '' } = useParams();
  const { can } = useMe();
  const allowed = can('Query.approvals');
  const amendments = can('Amendment.type');
  const { data, loading, troubles, again } = useAsk(
    ApprovalDetailDocument,
    { id, amendments, amounts: can('Amendment.changes') },
    !allowed,
  );
  const readSoon = useOften(again);
  useStream(
    ApprovalsChangedDocument,
    { amendments },
    {
      changes: (changes) => {
        if (changes.some(({ node }) => node?.__typename === 'Approval' && node.id === id)) readSoon();
      },
      restarted: readSoon,
      pause: !can('Subscription.approvalChanged'),
    },
  );
  const approval = data?.node?.__typename === 'Approval' ? data.node : null;
  return (
    <Screen
      title={approval ? titleOf(approval) : say.title}
      beside={
        approval && (
          <>
            <Status value={approval.status} />
            <Text size="sm" c="dimmed">
              {words.kinds[approval.kind]}
            </Text>
          </>
        )
      }
      actions={
        <>
          <To to="/approvals">{say.back}</To>
          {approval && <Decide approval={approval} again={again} />}
        </>
      }
    >
      <Troubles troubles={troubles} whole={data === undefined} again={again} />
      {!allowed ? (
        <Refused />
      ) : loading ? (
        <Waiting />
      ) : approval ? (
        <Body approval={approval} />
      ) : (
        data && <Empty title={shell.missing.record} next={<To to="/approvals">{say.back}</To>} />
      )}
    </Screen>
  );
}

function Body({ approval }: { readonly approval: Found }) {
  const { subject, status, shown } = approval;
  const run = subject && 'run' in subject ? subject.run : null;
  return (
    <Grid gap="md" align="flex-start">
      <Grid.Col span={{ base: 12, lg: 8 }}>
        <Stack gap="md">
          <Panel title={say.decides}>
            <Shown approval={approval} />
            <details>
              <Text component="summary" size="xs" mt="sm" mb={4} style={{ cursor: 'pointer' }}>
                {say.raw}
              </Text>
              <Json value={shown} label={say.rawLabel} />
            </details>
          </Panel>
          {approval.kind === 'AMENDMENT' && <Whole shown={(shown ?? {}) as Fields} />}
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 4 }}>
        <Stack gap="md">
          <Request approval={approval} />
          <Decisions approval={approval} />
          {run && (
            <Panel title={status === 'PENDING' ? say.runWaits : say.run}>
              <Progress runId={run.id} />
            </Panel>
          )}
        </Stack>
      </Grid.Col>
    </Grid>
  );
}

/** Everything that a change would do, from its preview. */
function Whole({ shown }: { readonly shown: Fields }) {
  const { can } = useMe();
  const previewId = textIn(shown, 'previewId');
  const allowed = previewId !== null && can('AmendmentPreview.impact');
  const { data, loading, troubles, again } = useAsk(
    ApprovalPreviewDocument,
    {
      id: previewId ?? '',
      postings: can('FinancialImpact.postings'),
      payloads: can('PlannedWrite.payload'),
    },
    !allowed,
  );
  if (!allowed) return null;
  const preview = data?.node && 'plannedWrites' in data.node ? data.node : null;
  return (
    <Panel title={say.preview}>
      <Troubles troubles={troubles} whole={data === undefined} again={again} />
      {loading ? (
        <Waiting lines={4} />
      ) : preview ? (
        <Stack gap="md">
          {preview.impact && <Impact impact={preview.impact} withAmounts={false} />}
          <Stack gap={4}>
            <Title order={3} size="h6">
              {impactWords.writes.title}
            </Title>
            <Writes writes={preview.plannedWrites} />
          </Stack>
        </Stack>
      ) : (
        data && <Text size="sm">{say.previewGone}</Text>
      )}
    </Panel>
  );
}

function Request({ approval }: { readonly approval: Found }) {
  const { subject, requestedBy, requestedAt, expiresAt, decidedAt, status, rule, hash } = approval;
  const { id: me } = useMe();
  const path = subject && pathOf(subject.__typename, subject.id);
  return (
    <Panel title={say.about}>
      <Facts
        label={say.about}
        nameWidth={140}
        facts={[
          {
            name: say.subject,
            value: path == null ? titleOf(approval) : <To to={path}>{titleOf(approval)}</To>,
          },
          {
            name: say.by,
            value: (
              <>
                {requestedBy.name ?? shell.session.nameless} {requestedBy.id === me && words.list.you}
              </>
            ),
          },
          { name: say.at, value: <Instant at={requestedAt} /> },
          {
            name: decidedAt === null ? say.expires : say.ended,
            value: (
              <>
                {decidedAt === null ? (
                  <>
                    <When at={expiresAt} />, <Instant at={expiresAt} />
                  </>
                ) : (
                  <Instant at={decidedAt} />
                )}
                {status === 'EXPIRED' && ` ${say.expired}`}
              </>
            ),
          },
          status === 'CANCELLED' && { name: say.reason, value: approval.reason ?? say.noReason },
          {
            name: say.rule,
            value: (
              <>
                {rule.name}
                <Text size="xs" c="dimmed">
                  {rule.condition}
                </Text>
              </>
            ),
          },
          { name: say.who, value: say.whoOf(rule.approvals, rule.approverRoles.map(term).join(', ')) },
          {
            name: say.hash,
            value: (
              <Group gap={4} wrap="nowrap" align="flex-start">
                <Code title={say.hashHint}>{hash}</Code>
                <Copy text={hash} what={say.hash} />
              </Group>
            ),
          },
        ]}
      />
    </Panel>
  );
}

function Decisions({ approval }: { readonly approval: Found }) {
  const { decisions, rule } = approval;
  const why = whyNotDecide(useMe(), approval);
  const given = decisions.filter(({ approve }) => approve).length;
  return (
    <Panel
      title={say.decisions}
      beside={
        <Text size="sm" c="dimmed">
          {say.of(given, rule.approvals)}
        </Text>
      }
    >
      {decisions.length === 0 ? (
        <Text size="sm">{say.noDecisions}</Text>
      ) : (
        <Stack gap="sm" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
          {decisions.map(({ approve, by, reason, roles, brokenGlass, at }) => (
            <li key={`${by.id} ${at}`}>
              <Group gap="xs">
                <Status value={approve ? 'APPROVED' : 'REJECTED'} />
                <Text size="sm" fw={600}>
                  {by.name ?? shell.session.nameless}
                </Text>
                <Text size="xs" c="dimmed">
                  {say.as(roles.map(term).join(', '))}
                  {brokenGlass && `, ${say.brokenGlass}`}
                </Text>
                <When at={at} size="xs" />
              </Group>
              <Text size="sm">{reason === '' ? say.noReason : reason}</Text>
            </li>
          ))}
        </Stack>
      )}
      {approval.status === 'PENDING' && why !== null && (
        <Text size="sm" mt="xs">
          {why}
        </Text>
      )}
    </Panel>
  );
}

import { Group, Stack, Text } from '@mantine/core';
import { type Outcome, useChange } from '../../client/ask.ts';
import { useMe } from '../../client/rights.ts';
import {
  ApprovalDecideDocument,
  type ApprovalDecideMutation,
  type WaitingFragment,
} from '../../generated/graphql.ts';
import { AskedAct, type Done, doneOf } from '../../parts/act.tsx';
import { words } from '../../words/approvals.ts';
import { whyNotDecide } from './may.ts';

const { decide: say } = words;

/** Decides for or against exactly what is shown; whoever may not sees why. */
export function Decide({
  approval,
  again,
}: {
  readonly approval: WaitingFragment & { readonly hash: string };
  /** Reads the approval anew: it is another one now. */
  readonly again: () => void;
}) {
  const me = useMe();
  const decide = useChange(ApprovalDecideDocument);
  const { id: approvalId, hash, kind } = approval;
  const why = whyNotDecide(me, approval);
  const doneWith = (outcome: Outcome<ApprovalDecideMutation>): Done => {
    const { errors } = doneOf(outcome, (data) => data.decideApproval);
    const changed = outcome.data?.decideApproval.userErrors.some(({ code }) => code === 'CONFLICT');
    if (changed) again();
    return { errors: changed ? [...errors, say.readAnew] : errors };
  };
  const act =
    (approve: boolean) =>
    async ({ reason, key }: { readonly reason: string; readonly key: string }): Promise<Done> =>
      doneWith(await decide({ input: { idempotencyKey: key, approvalId, approve, reason, hash } }));
  const effect = (text: string) => (
    <Stack gap={4}>
      <Text size="sm">{text}</Text>
      <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }} title={words.detail.hashHint}>
        {words.detail.hash}: <code>{hash}</code>
      </Text>
    </Stack>
  );
  const shared = { right: 'Mutation.decideApproval', disabledWhy: why, size: 'sm' } as const;
  return (
    <Group gap="xs">
      <AskedAct
        {...shared}
        label={say.reject}
        title={say.rejectTitle}
        effect={effect(say.rejectEffect)}
        confirm={say.rejectGo}
        run={act(false)}
        done={say.rejectDone}
      />
      <AskedAct
        {...shared}
        label={say.approve}
        variant="filled"
        title={say.approveTitle}
        effect={effect(say.effect[kind])}
        confirm={say.approveGo}
        reason="optional"
        run={act(true)}
        done={say.approveDone}
      />
    </Group>
  );
}

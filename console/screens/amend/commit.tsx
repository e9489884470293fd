import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useChange } from '../../client/ask.ts';
import { AmendCommitDocument } from '../../generated/graphql.ts';
import { Act, doneOf, tellDone } from '../../parts/act.tsx';
import { Amounts } from '../../parts/impact.tsx';
import { Errors, KeyLine } from '../../parts/note.tsx';
import { useNow } from '../../parts/now.ts';
import { words } from '../../words/amend.ts';
import { words as shell } from '../../words/shell.ts';
import { term } from '../../words/terms.ts';
import { secondsTo } from './preview.tsx';
import type { Previewed } from './use-preview.ts';

const { commit: say } = words;

/** What only another preview mends. */
const stale = new Set(['PREVIEW_STALE', 'STALE_VERSION']);

interface CommitProps {
  readonly previewed: Previewed;
  /** Whether the subscription has moved since, or the hub has refused it once. */
  readonly moved: boolean;
  readonly committed: (runId: string) => void;
  /** The hub would not commit it any more. */
  readonly refused: (message: string) => void;
}

/** Has exactly what was previewed carried out, after what that does was said once more. */
export function Commit({ previewed, moved, committed, refused }: CommitProps) {
  const { preview } = previewed;
  const [opened, { open, close }] = useDisclosure(false);
  const expired = secondsTo(preview.expiresAt, useNow()) === 0;
  const why =
    preview.degraded.length > 0
      ? say.whyDegraded
      : preview.blockers.length > 0
        ? say.whyBlocked
        : expired
          ? say.whyExpired
          : moved
            ? say.whyMoved
            : null;
  return (
    <Group justify="flex-end">
      <Act
        label={say.open}
        right="Mutation.commitAmendment"
        disabledWhy={why}
        variant="filled"
        size="sm"
        onClick={open}
      />
      <Modal
        opened={opened}
        onClose={close}
        title={say.title}
        size="xl"
        closeButtonProps={{ 'aria-label': shell.common.close }}
      >
        <Dialogue
          previewed={previewed}
          committed={(runId) => {
            close();
            committed(runId);
          }}
          refused={(message) => {
            close();
            refused(message);
          }}
          close={close}
        />
      </Modal>
    </Group>
  );
}

function Dialogue({
  previewed: { preview, key },
  committed,
  refused,
  close,
}: Omit<CommitProps, 'moved'> & { readonly close: () => void }) {
  const commit = useChange(AmendCommitDocument);
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<readonly string[]>([]);
  const systems = [...new Set(preview.plannedWrites.map(({ system }) => term(system?.name ?? '')))];
  const roles = preview.approvalsNeeded?.flatMap(({ approverRoles }) => approverRoles.map(term)) ?? [];
  const go = async (): Promise<void> => {
    setBusy(true);
    const outcome = await commit({
      input: { idempotencyKey: key, previewId: preview.id, ...(note.trim() !== '' && { note: note.trim() }) },
    });
    setBusy(false);
    const { errors: said } = doneOf(outcome, (data) => data.commitAmendment);
    const answer = outcome.data?.commitAmendment;
    if (answer?.userErrors.some(({ code }) => stale.has(code))) {
      refused(said.join(' '));
      return;
    }
    setErrors(said);
    if (said.length > 0 || !answer?.run) return;
    tellDone(answer.amendment?.status === 'PENDING_APPROVAL' ? say.approval : say.done);
    committed(answer.run.id);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void go();
      }}
    >
      <Stack gap="sm">
        {preview.impact && <Amounts impact={preview.impact} />}
        <Text size="sm">{say.effect(preview.plannedWrites.length, systems.join(', '))}</Text>
        {roles.length > 0 && <Text size="sm">{say.waits(roles.join(', '))}</Text>}
        <Textarea
          label={say.note}
          description={say.noteHint}
          autosize
          minRows={2}
          maxLength={1000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          data-autofocus
        />
        <Errors errors={errors} />
        <KeyLine value={key} />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {shell.common.cancel}
          </Button>
          <Button type="submit" loading={busy}>
            {say.go}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

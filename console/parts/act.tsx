import { Button, type ButtonProps, Group, Modal, Stack, Text, Textarea, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { type ReactNode, useId, useState } from 'react';
import { newKey, type Outcome } from '../client/ask.ts';
import { useMe } from '../client/rights.ts';
import type { TroubleFragment } from '../generated/graphql.ts';
import { words } from '../words/shell.ts';
import { term } from '../words/terms.ts';
import { Errors, KeyLine } from './note.tsx';

/** What a mutation of the hub answers, as far as every one of them does. */
export interface Answered {
  readonly userErrors: readonly TroubleFragment[];
}

/** What a person has done: the sentence to be shown, and the errors that can be mended, each with what it says. */
export interface Done {
  readonly errors: readonly string[];
  /** What is said instead of the usual sentence, as where somebody else must approve first. */
  readonly said?: string;
}

/** What came of a mutation, for a person: refusals of the hub and of the request alike. */
export function doneOf<Data>(outcome: Outcome<Data>, answerOf: (data: Data) => Answered): Done {
  const said = outcome.data ? answerOf(outcome.data).userErrors.map(({ message }) => message) : [];
  return { errors: [...outcome.troubles.map(({ message }) => message), ...said] };
}

/** Says at the edge of the page that something was done. */
export const tellDone = (message: string): void => {
  notifications.show({
    message,
    color: 'teal',
    autoClose: 6_000,
    closeButtonProps: { 'aria-label': words.common.close },
  });
};

interface ActProps extends ButtonProps {
  readonly label: string;
  /** The field of the graph that does it, `Mutation.pauseRun`: whoever may not sees why. */
  readonly right: string;
  /** Why it cannot be done now; null where it can. */
  readonly disabledWhy?: string | null;
  readonly onClick: () => void;
  readonly leftSection?: ReactNode;
}

/** A button that does something at the hub, or says why it cannot. */
export function Act({ label, right, disabledWhy = null, onClick, ...rest }: ActProps) {
  const { can, roles } = useMe();
  const why = can(right) ? disabledWhy : words.common.notAllowed(roles.map(term).join(', '));
  const described = useId();
  const button = (
    <Button
      size="xs"
      variant="default"
      {...rest}
      // Reached by the keyboard all the same, so that its reason is.
      aria-disabled={why !== null}
      data-disabled={why !== null || undefined}
      aria-describedby={why === null ? undefined : described}
      onClick={why === null ? onClick : undefined}
    >
      {label}
      {why !== null && (
        <span id={described} hidden>
          {why}
        </span>
      )}
    </Button>
  );
  return why === null ? (
    button
  ) : (
    <Tooltip label={why} multiline maw={320}>
      {button}
    </Tooltip>
  );
}

interface AskedActProps extends Omit<ActProps, 'onClick'> {
  readonly title: string;
  /** What it does and what it leaves: shown before it is confirmed. */
  readonly effect: ReactNode;
  /** A word for the button that does it. */
  readonly confirm: string;
  /** Whether a reason must be given. */
  readonly reason?: 'required' | 'optional' | 'none';
  /** Does it; what it gives says whether it was. The key is the same for every try of this dialogue. */
  readonly run: (given: { readonly reason: string; readonly key: string }) => Promise<Done>;
  readonly done: string;
  /** Whether the further fields hold what it needs. */
  readonly ready?: boolean;
  /** Further fields of the dialogue. */
  readonly children?: ReactNode;
}

/** An act that is confirmed in a dialogue, which says what it does, takes a reason and shows the key by which it happens once. */
export function AskedAct({
  title,
  effect,
  confirm,
  reason = 'required',
  run,
  done,
  ready = true,
  children,
  ...act
}: AskedActProps) {
  const [opened, { open, close }] = useDisclosure(false);
  const [key, setKey] = useState('');
  const [given, setGiven] = useState('');
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<readonly string[]>([]);
  const begin = (): void => {
    setKey(newKey());
    setErrors([]);
    open();
  };
  const go = async (): Promise<void> => {
    setBusy(true);
    const result = await run({ reason: given.trim(), key });
    setBusy(false);
    setErrors(result.errors);
    if (result.errors.length > 0) return;
    close();
    setGiven('');
    tellDone(result.said ?? done);
  };
  return (
    <>
      <Act {...act} onClick={begin} />
      <Modal
        opened={opened}
        onClose={close}
        title={title}
        closeButtonProps={{ 'aria-label': words.common.close }}
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void go();
          }}
        >
          <Stack gap="sm">
            <Text component="div" size="sm">
              {effect}
            </Text>
            {children}
            {reason !== 'none' && (
              <Textarea
                label={words.common.reason}
                description={words.common.reasonHint}
                required={reason === 'required'}
                autosize
                minRows={2}
                value={given}
                onChange={(event) => setGiven(event.currentTarget.value)}
                data-autofocus
              />
            )}
            <Errors errors={errors} />
            <KeyLine value={key} />
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                {words.common.cancel}
              </Button>
              <Button
                type="submit"
                loading={busy}
                disabled={!ready || (reason === 'required' && given.trim() === '')}
              >
                {confirm}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}

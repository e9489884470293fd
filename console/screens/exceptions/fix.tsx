import { Button, Group, List, Stack, Text } from '@mantine/core';
import { AskedAct } from '../../parts/act.tsx';
import { To } from '../../parts/link.tsx';
import { Note } from '../../parts/note.tsx';
import { Panel } from '../../parts/panel.tsx';
import { pageOf } from '../../parts/paths.ts';
import { words } from '../../words/exceptions.ts';
import { term } from '../../words/terms.ts';
import { whyNot } from './able.ts';
import { Changes } from './changes.tsx';
import type { Detail } from './detail.ts';
import { useDraft } from './draft.ts';
import { FixField } from './field.tsx';
import { fields as rights, type Send } from './deed.ts';
import { doneOne } from './mutate.ts';
import { useNames } from './names.ts';
import { whatNext } from './next.ts';
import { patchOf, type Suggestion, wrongWith } from './patch.ts';

/** What would mend it: each suggestion with its reason, one click puts it into the form. */
function Suggestions({
  suggestions,
  onUse,
}: {
  readonly suggestions: readonly Suggestion[];
  readonly onUse: (patch: Readonly<Record<string, unknown>>) => void;
}) {
  return (
    <Stack
      gap={6}
      component="ul"
      m={0}
      p={0}
      aria-label={words.fix.suggestions}
      style={{ listStyle: 'none' }}
    >
      {suggestions.map(({ label, patch, confidence, basis }) => (
        <Group key={`${label} ${basis}`} component="li" gap="sm" wrap="nowrap" align="flex-start">
          <Button
            size="compact-sm"
            variant="default"
            style={{ flexShrink: 0 }}
            onClick={() => onUse(patch as Readonly<Record<string, unknown>>)}
          >
            {label}
          </Button>
          <Text size="sm">
            {basis}{' '}
            <Text span size="xs" c="dimmed">
              {words.fix.confidence(Math.round(confidence * 100))}
            </Text>
          </Text>
        </Group>
      ))}
    </Stack>
  );
}

/** What happens when the run goes on, in sentences. */
export function Next({ lines }: { readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <List size="sm" spacing={2} aria-label={words.next.title}>
      {lines.map((line) => (
        <List.Item key={line}>{line}</List.Item>
      ))}
    </List>
  );
}

/** The approval that a fix waits for: who may give it, and where. */
function Waiting({ detail }: { readonly detail: Detail }) {
  const { approval, proposedPatch, editableFields } = detail;
  const names = useNames(editableFields);
  return (
    <Note title={words.approval.title}>
      <Stack gap="xs">
        {proposedPatch !== null && (
          <Changes
            fields={editableFields}
            patch={proposedPatch as Readonly<Record<string, unknown>>}
            names={names}
          />
        )}
        {approval ? (
          <>
            <Text size="sm">
              {words.approval.who(
                approval.rule.approvals,
                approval.rule.approverRoles.map(term).join(', '),
                approval.requestedBy.name ?? words.nameless,
              )}
            </Text>
            <Text size="sm">{words.approval.why(approval.rule.name, approval.rule.condition)}</Text>
            <To to={pageOf.approval(approval.id)}>{words.approval.open}</To>
          </>
        ) : (
          <Text size="sm">{words.approval.hidden}</Text>
        )}
      </Stack>
    </Note>
  );
}

/** What to do: suggestions, the form of what may be mended, what it changes and what happens then. */
export function Fix({
  detail,
  send,
  again,
}: {
  readonly detail: Detail;
  readonly send: Send;
  readonly again: () => void;
}) {
  const { id, suggestions, editableFields, settledAt, status } = detail;
  const [values, setValues] = useDraft(id);
  const names = useNames(editableFields);
  const patch = patchOf(editableFields, values);
  const changed = Object.keys(patch).length > 0;
  const wrong = editableFields.some((field) => wrongWith(field, values[field.path]) !== null);
  const money = editableFields.some(({ path, touchesMoney }) => touchesMoney && path in patch);
  const open = settledAt === null && status !== 'WAITING_APPROVAL' && status !== 'RETRYING';
  const next = whatNext(detail, patch);
  const blocked =
    whyNot(detail) ??
    (editableFields.length === 0
      ? words.fix.nothingToMend
      : wrong
        ? words.fix.wrong
        : changed
          ? null
          : words.fix.enterFirst);
  return (
    <Panel title={words.fix.title}>
      <Stack gap="sm">
        {status === 'WAITING_APPROVAL' && <Waiting detail={detail} />}
        {status === 'RETRYING' && <Text size="sm">{words.fix.retrying}</Text>}
        {settledAt !== null && <Text size="sm">{words.fix.settled(term(status))}</Text>}
        {open && suggestions.length > 0 && (
          <Suggestions
            suggestions={suggestions}
            onUse={(suggested) => setValues({ ...values, ...suggested })}
          />
        )}
        {open &&
          editableFields.map((field) => (
            <FixField
              key={field.path}
              field={field}
              value={values[field.path]}
              names={names}
              onChange={(value) => setValues({ ...values, [field.path]: value })}
            />
          ))}
        {open && editableFields.length === 0 && <Text size="sm">{words.fix.nothingToMend}</Text>}
        {open && changed && (
          <>
            <Changes fields={editableFields} patch={patch} names={names} />
            {money && <Text size="sm">{words.fix.approvalHint}</Text>}
          </>
        )}
        {open && (
          <div>
            <Text size="sm" fw={600}>
              {words.next.title}
            </Text>
            <Next lines={next} />
          </div>
        )}
        <Group gap="xs">
          <AskedAct
            label={words.fix.act}
            right={rights.fix}
            variant="filled"
            disabledWhy={blocked}
            title={words.fix.act}
            confirm={words.fix.confirm}
            reason="optional"
            done={words.fix.done}
            effect={
              <Stack gap="xs">
                <Changes fields={editableFields} patch={patch} names={names} />
                <Next lines={next} />
                {money && <Text size="sm">{words.fix.approvalHint}</Text>}
              </Stack>
            }
            run={async ({ reason, key }) => {
              const done = doneOne(
                await send('fix', { idempotencyKey: key, exceptionIds: [id], patch, note: reason || null }),
              );
              if (done.errors.length === 0) setValues({});
              again();
              return done;
            }}
          />
          {open && Object.keys(values).length > 0 && (
            <Button size="xs" variant="subtle" onClick={() => setValues({})}>
              {words.fix.reset}
            </Button>
          )}
        </Group>
      </Stack>
    </Panel>
  );
}

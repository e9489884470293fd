import { Box, Grid, Group, Stack, Text } from '@mantine/core';
import { useParams } from 'react-router';
import { useAsk } from '../../client/ask.ts';
import { useStream } from '../../client/follow.ts';
import { useMe } from '../../client/rights.ts';
import { AmendMovedDocument, AmendSubscriptionDocument } from '../../generated/graphql.ts';
import { Act } from '../../parts/act.tsx';
import { useAddress } from '../../parts/address.ts';
import { Empty } from '../../parts/empty.tsx';
import { To } from '../../parts/link.tsx';
import { useOften } from '../../parts/often.ts';
import { Panel } from '../../parts/panel.tsx';
import { pageOf } from '../../parts/paths.ts';
import { Progress } from '../../parts/progress.tsx';
import { Refused } from '../../parts/refused.tsx';
import { Screen } from '../../parts/screen.tsx';
import { Troubles } from '../../parts/troubles.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { words } from '../../words/amend.ts';
import { words as shell } from '../../words/shell.ts';
import { Change } from './change.tsx';
import { Commit } from './commit.tsx';
import { hintOf, type Subscription } from './inputs.ts';
import { Preview } from './preview.tsx';
import { Today } from './today.tsx';
import { followed, Underway } from './underway.tsx';
import { askedOf, usePreview } from './use-preview.ts';
import { useWish } from './use-wish.ts';

/** Where a running subscription is changed: today's state, the change, what it would come to, and the run that carries it out. */
export function Amend() {
  const { id = '' } = useParams();
  const { can } = useMe();
  const allowed = can('Query.subscription');
  const { data, loading, troubles, again } = useAsk(
    AmendSubscriptionDocument,
    { id, amounts: can('BillingSubscription.items'), approvals: can('Amendment.approvals') },
    !allowed,
  );
  const subscription = data?.subscription;
  const name = subscription?.number ?? null;
  return (
    <Screen
      title={name === null ? words.titleUnknown : words.title(name)}
      beside={
        subscription?.customer && (
          <To to={pageOf.customer(subscription.customer.id)}>{subscription.customer.name ?? words.back}</To>
        )
      }
    >
      <Troubles troubles={troubles} whole={data === undefined} again={again} />
      {!allowed ? (
        <Refused />
      ) : loading ? (
        <Waiting />
      ) : subscription ? (
        <Desk key={subscription.id} subscription={subscription} read={again} />
      ) : (
        data && <Empty title={shell.missing.record} />
      )}
    </Screen>
  );
}

function Desk({ subscription, read }: { readonly subscription: Subscription; readonly read: () => void }) {
  const { can } = useMe();
  const { get, set } = useAddress();
  const [wish, change] = useWish();
  const state = usePreview();
  const readSoon = useOften(read);
  const customerId = subscription.customer?.id ?? '';
  useStream(
    AmendMovedDocument,
    { id: customerId },
    {
      changes: (changes) => {
        const own = changes.some(
          ({ event: { subjectId, type } }) => subjectId === subscription.id || type.startsWith('amendment.'),
        );
        if (own) readSoon();
      },
      restarted: readSoon,
      pause: customerId === '' || !can('Subscription.customerChanged'),
    },
  );
  const hint = hintOf(wish, subscription);
  const asked = wish.type === null ? null : { ...wish, type: wish.type };
  const { previewed, refusal } = state;
  const moved = previewed !== null && previewed.base.version !== subscription.version;
  const preview = asked === null || hint !== null ? null : () => void state.ask(asked, subscription);
  const runId = get('run');
  const amendment = followed(subscription, runId);
  const run = amendment?.run;
  // What was committed here takes the place of the form, unless nothing came of it and its inputs are to be tried again.
  const own = runId !== '' && (run === undefined || run === null || run.id === runId);
  const done = own && amendment?.status !== 'FAILED' && amendment?.status !== 'REJECTED';
  const makeRoom = (): void => {
    set({ run: null });
    if (done) change({ type: null, items: [], endsWith: '', end: '', renew: '', months: '', reason: '' });
  };
  return (
    <Grid gap="md" align="flex-start">
      <Grid.Col span={{ base: 12, lg: 4 }}>
        <Today subscription={subscription} />
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 8 }}>
        <Stack gap="md">
          {amendment && run && (
            <Underway
              key={run.id}
              amendment={{ ...amendment, run }}
              over={readSoon}
              again={own ? makeRoom : null}
            />
          )}
          {own && !run && (
            <Panel title={words.underway.committed}>
              <Progress runId={runId} moved={readSoon} />
            </Panel>
          )}
          {!done && (
            <>
              <Change
                subscription={subscription}
                wish={wish}
                change={change}
                actions={
                  <Group justify="space-between" wrap="nowrap">
                    <Text size="xs" c="dimmed">
                      {hint !== null && wish.type !== null ? hint : words.preview.effect}
                    </Text>
                    <Box style={{ flexShrink: 0 }}>
                      <Act
                        label={previewed ? words.preview.anew : words.preview.ask}
                        right="Query.previewAmendment"
                        disabledWhy={hint}
                        loading={state.busy}
                        variant="filled"
                        size="sm"
                        onClick={() => preview?.()}
                      />
                    </Box>
                  </Group>
                }
              />
              <Preview
                state={state}
                subscription={subscription}
                fits={asked !== null && previewed?.asked === askedOf(asked, subscription)}
                again={preview}
                commit={(each) => (
                  <Commit
                    previewed={each}
                    moved={moved || refusal !== null}
                    committed={(committedRun) => {
                      state.forget();
                      set({ run: committedRun });
                      read();
                    }}
                    refused={(message) => {
                      state.refuse(message);
                      read();
                    }}
                  />
                )}
              />
            </>
          )}
        </Stack>
      </Grid.Col>
    </Grid>
  );
}

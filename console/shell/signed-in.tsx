import { Center, Loader } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { Provider } from 'urql';
import { useAsk } from '../client/ask.ts';
import { createClient } from '../client/client.ts';
import { StreamsContext } from '../client/follow.ts';
import { forgetLive } from '../client/live.ts';
import { type Me, MeContext } from '../client/rights.ts';
import { currentSession, signOut } from '../client/session.ts';
import { createStreams } from '../client/stream.ts';
import { MeDocument } from '../generated/graphql.ts';
import { words } from '../words/shell.ts';

const socketUrl = `${location.origin.replace(/^http/, 'ws')}/graphql`;
/** How often the hub is asked for while it does not answer, milliseconds. */
const againMs = 2_000;

/**
 * What belongs to one signed-in person: the client with what it remembers, the streams, the rights. It outlives the renewal of the token,
 * and is gone when the person is signed out.
 */
export function SignedIn({ children }: { readonly children: ReactNode }) {
  const [client] = useState(createClient);
  const [streams] = useState(() =>
    createStreams({ url: socketUrl, token: () => currentSession().token, ended: signOut }),
  );
  useEffect(
    () => () => {
      streams.close();
      forgetLive();
      notifications.clean();
    },
    [streams],
  );
  return (
    <Provider value={client}>
      <StreamsContext value={streams}>
        <Known>{children}</Known>
      </StreamsContext>
    </Provider>
  );
}

/** Shows the page once the hub has said who is there and what they may. */
function Known({ children }: { readonly children: ReactNode }) {
  const { data, troubles, again } = useAsk(MeDocument, {});
  const me = useMemo((): Me | null => {
    if (!data) return null;
    const allowed = new Set(data.permissions);
    return { ...data.viewer, can: (field) => allowed.has(field) };
  }, [data]);
  const failed = me === null && troubles.length > 0;
  useEffect(() => {
    if (!failed) return undefined;
    const timer = setInterval(again, againMs);
    return () => clearInterval(timer);
  }, [failed, again]);
  if (me) return <MeContext value={me}>{children}</MeContext>;
  return (
    <Center mih="100vh" component="main">
      {failed ? <p role="alert">{words.signIn.unreachable}</p> : <Loader aria-label={words.common.loading} />}
    </Center>
  );
}

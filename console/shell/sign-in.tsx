import { Anchor, Button, Center, Paper, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import { type SignedOut, signIn } from '../client/session.ts';
import { words as session } from '../words/session.ts';
import { words } from '../words/shell.ts';
import { ProviderButton, useOffer } from './provider.tsx';
import { Note } from '../parts/note.tsx';

/** Asks who is there. The address stays, so that whoever signs in goes on where they were. */
export function SignIn({ why }: { readonly why: SignedOut }) {
  const [token, setToken] = useState('');
  const [byToken, setByToken] = useState(false);
  const offer = useOffer();
  useEffect(() => {
    document.title = `${words.signIn.title} · ${words.product}`;
  }, []);
  return (
    <Center mih="100vh" component="main">
      <Paper withBorder p="xl" w={420}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            signIn(token);
          }}
        >
          <Stack>
            <Title order={1} size="h3">
              {words.signIn.title}
            </Title>
            {why === 'coming' ? (
              <Text size="sm" role="status">
                {session.coming}
              </Text>
            ) : why === 'never' ? (
              <Text size="sm">{words.signIn.never}</Text>
            ) : (
              <Note>{words.signIn[why]}</Note>
            )}
            {offer && why !== 'coming' && <ProviderButton offer={offer} />}
            {offer && why !== 'coming' && !byToken && (
              <Anchor component="button" type="button" size="sm" onClick={() => setByToken(true)}>
                {session.byToken}
              </Anchor>
            )}
            {why !== 'coming' && (offer === null || byToken) && (
              <>
                <PasswordInput
                  label={words.signIn.token}
                  description={words.signIn.tokenHint}
                  value={token}
                  onChange={(event) => setToken(event.currentTarget.value)}
                  autoComplete="off"
                  required
                />
                <Button type="submit">{words.signIn.use}</Button>
              </>
            )}
          </Stack>
        </form>
      </Paper>
    </Center>
  );
}

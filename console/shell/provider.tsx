import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { beginSignIn, currentTrouble, type Offer, readOffer, type SignInTrouble } from '../client/sign-in.ts';
import { words } from '../words/session.ts';
import { Note } from '../parts/note.tsx';

/** How people sign in to this hub; undefined while that is not known yet, null where they bring a token. */
export function useOffer(): Offer | null | undefined {
  const [offer, setOffer] = useState<Offer | null>();
  useEffect(() => {
    let gone = false;
    void readOffer().then((found) => gone || setOffer(found));
    return () => {
      gone = true;
    };
  }, []);
  return offer;
}

/** Leads to the identity provider, and says why nobody came back from it. */
export function ProviderButton({ offer }: { readonly offer: Offer }) {
  const [trouble, setTrouble] = useState<SignInTrouble | null>(currentTrouble);
  const [leaving, setLeaving] = useState(false);
  const begin = async (): Promise<void> => {
    setLeaving(true);
    const found = await beginSignIn(offer);
    setTrouble(found);
    setLeaving(found === null);
  };
  return (
    <>
      {trouble !== null && <Note>{words.trouble[trouble]}</Note>}
      <Button onClick={() => void begin()} loading={leaving}>
        {words.with(new URL(offer.issuer).host)}
      </Button>
    </>
  );
}

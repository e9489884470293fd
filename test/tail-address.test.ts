import { describe, expect, it } from 'vitest';
import { Refused, socketAddress, tail } from '../src/cli/tail.ts';

describe('the address that events are followed at', () => {
  it.each([
    ['ws://127.0.0.1:4000/graphql', 'ws://127.0.0.1:4000/graphql'],
    ['wss://hub.example/graphql', 'wss://hub.example/graphql'],
    ['http://127.0.0.1:4000/graphql', 'ws://127.0.0.1:4000/graphql'],
    ['https://hub.example/graphql?a=b#top', 'wss://hub.example/graphql?a=b'],
    ['ws://[::1]:4000/graphql', 'ws://[::1]:4000/graphql'],
  ])('may be written %s', (written, address) => {
    expect(socketAddress(written)).toBe(address);
  });

  it.each(['garbage', '', 'ftp://hub.example/graphql', '127.0.0.1:4000', 'localhost:4000/graphql', 'ws://'])(
    'is refused in one sentence when it is %j, instead of trying for ever',
    async (url) => {
      const screen = { write: () => true };
      const following = tail({ url, signal: new AbortController().signal }, screen, screen);
      await expect(following).rejects.toThrow(Refused);
      await expect(following).rejects.toThrow(/^[^\n]*write it as ws:\/\/host:port\/graphql\.$/);
    },
  );
});

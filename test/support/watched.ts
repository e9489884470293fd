import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** What went wrong in a page since it was opened. */
export interface Watch {
  /** Errors that its scripts threw or wrote to the console; what its content policy forbade is among them. */
  readonly errors: string[];
  /** Requests that were not answered, or with a status from 400 on. */
  readonly failed: string[];
  /** Requests to another origin than its hub's. */
  readonly elsewhere: string[];
  /** Nothing of this has happened. */
  expectClean(): void;
  /** Forgets what has happened: a test has made it go wrong. */
  forgive(): void;
}

const own = ['data:', 'blob:', 'about:'];

/** Watches a page of a hub; `friends` are other origins that it may speak to, as an issuer. */
export function watch(page: Page, url: string, friends: readonly string[] = []): Watch {
  const origins = [url, url.replace(/^http/, 'ws'), ...friends].map((each) => new URL(each).origin);
  const errors: string[] = [];
  const failed: string[] = [];
  const elsewhere: string[] = [];
  const look = (address: string): void => {
    const { protocol, origin } = new URL(address);
    if (!own.includes(protocol) && !origins.includes(origin)) elsewhere.push(address);
  };
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
  page.on('request', (request) => look(request.url()));
  page.on('websocket', (socket) => look(socket.url()));
  page.on('response', (response) => {
    if (response.status() >= 400) failed.push(`${response.status()} ${response.url()}`);
  });
  page.on('requestfailed', (request) => {
    // What the page itself gave up, as a question of a screen that was left.
    const why = request.failure()?.errorText ?? '';
    if (why !== 'net::ERR_ABORTED') failed.push(`${why} ${request.url()}`);
  });
  return {
    errors,
    failed,
    elsewhere,
    expectClean: () =>
      expect({ errors, failed, elsewhere }).toEqual({ errors: [], failed: [], elsewhere: [] }),
    forgive() {
      for (const list of [errors, failed, elsewhere]) list.length = 0;
    },
  };
}

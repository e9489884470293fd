import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { leaveUnfinished } from '../../src/cli/samples.ts';
import { type DevelopmentClaims, developmentToken, type Role } from '../../src/cli/token.ts';
import { launchBrowser } from './browser.ts';
import { builtConsole } from './built.ts';
import {
  type Landscape,
  type RunningHub,
  serveHub,
  type SourceSettings,
  startLandscape,
  vendorNames,
} from './hub.ts';
import { sellingSettings } from './selling.ts';
import { type Watch, watch } from './watched.ts';

/** A page of the console, and what went wrong in it. */
export interface ConsolePage extends Watch {
  readonly page: Page;
}

export interface PageOptions {
  /** What the token says besides the role: person, name, legal entities, regions, how long it counts. */
  readonly claims?: Partial<DevelopmentClaims>;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Origins besides the hub's that the page may speak to. */
  readonly friends?: readonly string[];
}

/** Four simulated systems, a hub with every role of a node that asks for a token, and a browser. */
export interface ConsoleStage {
  readonly land: Landscape;
  readonly hub: RunningHub;
  readonly url: string;
  readonly browser: Browser;
  token(role: Role, claims?: Partial<DevelopmentClaims>): Promise<string>;
  /** Asks the hub as a role would; throws the errors of an answer. */
  ask<T>(role: Role, query: string, variables?: Record<string, unknown>): Promise<T>;
  /**
   * Opens the console at a path (`/exceptions?status=OPEN`) in a browser session of its own, signed in; null: not signed in. It is there
   * when its heading of the first level is.
   */
  page(role: Role | null, path?: string, options?: PageOptions): Promise<ConsolePage>;
  close(): Promise<void>;
}

export interface ConsoleOptions {
  readonly customers?: number;
  readonly seed?: number;
  /** Leaves the three exceptions of the demo: a closed period, a withdrawn product, an unapproved deal. */
  readonly samples?: boolean;
  readonly sources?: SourceSettings;
  /** Settings as `isthmus.yaml` has them. */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** Impatient where a person would wait; what stands still for a person stays so. */
const usual = {
  roles: ['api', 'ingest', 'worker'],
  feeds: { pollEveryMs: 2000 },
  exceptions: { recheckMinutes: 10_080, recheckMaxMinutes: 10_080 },
  workflows: { quoteToCash: { ...sellingSettings, automatic: true }, retryAfterMs: 50, retryAtMostMs: 500 },
};

async function serveConsole(
  land: Landscape,
  dataDir: string,
  { sources, more }: ConsoleOptions,
): Promise<RunningHub> {
  const { pages, operations } = await builtConsole();
  const config = land.config(sources, {
    ...usual,
    dataDir,
    access: { required: true },
    operations: { files: [operations] },
    ...more,
  });
  const http = { ...config.http, pages };
  return serveHub({ ...config, http }, land.databaseUrl);
}

/** Opens a stage; a test file needs one. Ready in seconds, of which the samples are some. */
export async function openConsole(options: ConsoleOptions = {}): Promise<ConsoleStage> {
  const { customers = 30, seed = 7, samples = false } = options;
  const dataDir = mkdtempSync(join(tmpdir(), 'isthmus-console-'));
  const [land, browser] = await Promise.all([startLandscape({ n: customers, seed }), launchBrowser()]);
  await land.backfill();
  const hub = await serveConsole(land, dataDir, options);
  const token: ConsoleStage['token'] = (role, claims) => developmentToken(dataDir, role, claims);
  if (samples) {
    const simulators = vendorNames.map((vendor) => land.simulator(vendor));
    const byInstance = Object.fromEntries(simulators.map((each) => [each.instance, each]));
    await leaveUnfinished(hub.url, await token('SALES_OPS'), byInstance);
  }
  return {
    land,
    hub,
    url: hub.url,
    browser,
    token,
    async ask<T>(role: Role, query: string, variables?: Record<string, unknown>) {
      const answer = await fetch(`${hub.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${await token(role)}` },
        body: JSON.stringify({ query, variables }),
      });
      const { data, errors } = (await answer.json()) as { data: T; errors?: readonly unknown[] };
      if (errors) throw new Error(JSON.stringify(errors.slice(0, 3)));
      return data;
    },
    async page(role, path = '/', { claims, viewport = { width: 1440, height: 900 }, friends } = {}) {
      const context = await browser.newContext({
        baseURL: hub.url,
        viewport,
        locale: 'en-GB',
        timezoneId: 'UTC',
        reducedMotion: 'reduce',
      });
      // A bound that only a standstill reaches.
      context.setDefaultTimeout(45_000);
      const page = await context.newPage();
      const watched = watch(page, hub.url, friends);
      await page.goto(role === null ? path : `${path}#token=${await token(role, claims)}`);
      await page
        .getByRole('heading', { level: 1 })
        .first()
        .waitFor()
        .catch(async (cause: unknown) => {
          const { errors, failed } = watched;
          const shown = await page.locator('body').innerText();
          throw new Error(`${path} has no heading: ${JSON.stringify({ shown, errors, failed })}`, { cause });
        });
      return { page, ...watched };
    },
    async close() {
      await browser.close();
      await hub.close();
      await land.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

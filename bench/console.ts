import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { buildConsole, isFresh } from '../console/build.ts';
import { developmentToken } from '../src/cli/token.ts';
import { openDatabase, type Database } from '../src/store/database.ts';
import { appendEvents } from '../src/store/event.ts';
import { launchBrowser } from '../test/support/browser.ts';
import { anEvent } from '../test/support/events.ts';
import type { Landscape } from './landscape.ts';
import { median, quantile, type Report } from './report.ts';

const exceptions = 10_000;
const openings = 7;
const eventsPerSecond = 100;
const liveSeconds = 20;

/** Exceptions of twenty causes, each of a run of its own, of customers that there are. */
async function leaveExceptions(database: Database): Promise<void> {
  await database.query(
    `with subscription as (
       select id, customer_id, row_number() over (order by id) - 1 as nth, count(*) over () as of
       from entity where kind = 'BillingSubscription' and deleted_at is null and customer_id is not null
     ), wanted as (
       select n, s.id as subject, s.customer_id from generate_series(1, $1::integer) n join subscription s on s.nth = n % s.of
     ), made as (
       insert into run (id, process, process_version, status, lane, subject_id, customer_id, concerns, input, correlation_id, account, started_by,
           money_at_risk, money_currency, started_at)
       select 'run_bench' || lpad(n::text, 21, '0'), 'AMENDMENT', '1', 'PAUSED', 'standard', subject, customer_id, array[subject], '{}', 'cor_bench' || n,
           'bench', 'usr_bench', n % 977, 'USD', now() - n * interval '7 seconds' from wanted returning id
     )
     insert into exception (id, run_id, step_index, step_name, skippable, failure, correlation_id, code, category, severity, status, message,
         money_at_risk, money_amount, money_currency, root_cause_key, findings, owner_team, home_team, customer_id, process, concerns, watches,
         opened_at, due_at, recheck)
     select 'exc_bench' || lpad(n::text, 21, '0'), 'run_bench' || lpad(n::text, 21, '0'), 4, 'ledger-posting', false, 'refused', 'cor_bench' || n,
         'PERIOD_CLOSED', 'PROCESS', (array['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'])[1 + n % 4], 'OPEN', 'The period is closed; choose another day, or have it opened.',
         n % 977, n % 977, 'USD', 'PERIOD_CLOSED:netsuite:' || n % 20,
         '[{"code": "PERIOD_CLOSED", "message": "The period is closed."}]', 'finance-operations', 'finance-operations', customer_id, 'AMENDMENT',
         array[subject], array[]::text[], now() - n * interval '7 seconds', now() + interval '1 day', false
     from wanted`,
    [exceptions],
  );
}

/** What the frames of a page were like while something went on. */
interface Frames {
  /** Between two frames, milliseconds. */
  readonly gaps: readonly number[];
  /** Tasks that kept the page from answering for over 50 ms (W3C Long Tasks), milliseconds. */
  readonly long: readonly number[];
}

/** Begins to note frames; the script runs in the page. */
const noteFrames = `(() => {
  const noted = (window.noted = { gaps: [], long: [], on: true });
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => noted.long.push(entry.duration))).observe({ type: 'longtask' });
  let last = performance.now();
  const frame = (now) => {
    noted.gaps.push(now - last);
    last = now;
    if (noted.on) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})()`;

async function framesOf(page: Page): Promise<Frames> {
  return page.evaluate(
    '(window.noted.on = false, { gaps: window.noted.gaps.slice(1), long: window.noted.long })',
  );
}

function tell(report: Report, what: string, { gaps, long }: Frames): void {
  report(`${what}: frame p50`, median(gaps), 'ms');
  report(`${what}: frame p95`, quantile(gaps, 0.95), 'ms');
  report(`${what}: longest frame`, Math.max(...gaps), 'ms');
  report(`${what}: tasks over 50 ms`, long.length, '');
  report(`${what}: longest task`, Math.max(0, ...long), 'ms');
}

/** Bytes of scripts, compressed, that the page needs before its first screen. */
function mainBundle(): number {
  const folder = join(import.meta.dirname, '../dist/console');
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  const scripts = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, file]) => file!);
  return scripts.reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0);
}

/** The console in a real browser: how soon its first view can be used, a list of 10,000 exceptions, and 100 events a second. */
export async function measureConsole(landscape: Landscape, report: Report): Promise<void> {
  if (!isFresh()) await buildConsole();
  report('scripts of the console before the first screen, compressed', mainBundle() / 1000, 'kB');
  const database = openDatabase(landscape.databaseUrl, 2);
  const hub = await landscape.serve({ roles: ['api', 'ingest'] });
  // As on a machine that somebody works at: nothing has a core to itself.
  landscape.spread(hub, 'anywhere');
  const browser = await launchBrowser();
  try {
    const token = await developmentToken(landscape.dir, 'CONTROLLER');
    const origin = new URL(hub.url).origin;
    const open = async (path: string): Promise<{ page: Page; ms: number }> => {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      const page = await context.newPage();
      const begun = performance.now();
      await page.goto(`${origin}${path}#token=${token}`, { waitUntil: 'commit' });
      await page.locator('h1').waitFor();
      await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
      return { page, ms: performance.now() - begun };
    };

    const times: number[] = [];
    for (let n = 0; n <= openings; n++) {
      const { page, ms } = await open('/tower');
      // The first one warms the hub up.
      if (n > 0) times.push(ms);
      await page.context().close();
    }
    report('control tower usable after it is opened, empty cache, p50', median(times), 'ms');
    report('control tower usable after it is opened, empty cache, slowest', Math.max(...times), 'ms');

    await leaveExceptions(database);
    const { page: list, ms } = await open('/exceptions');
    report('list of 10,000 exceptions usable', ms, 'ms');
    await list.locator('[role=row][data-index="0"]').waitFor();
    await list.evaluate(noteFrames);
    const scrolled = performance.now();
    await list.evaluate(`(async () => {
      const box = document.querySelector('[role=grid]');
      while (!document.querySelector('[data-index="${exceptions - 1}"]')) {
        box.scrollTop += 400;
        await new Promise(requestAnimationFrame);
      }
    })()`);
    report('10,000 exceptions scrolled through, page after page', (performance.now() - scrolled) / 1000, 's');
    tell(report, 'scrolling while they are read', await framesOf(list));
    await list.evaluate(noteFrames);
    await list.evaluate(`(async () => {
      const box = document.querySelector('[role=grid]');
      for (let turn = 0; turn < 300; turn++) {
        box.scrollTop = ((turn * 7919) % 1000) / 1000 * box.scrollHeight;
        await new Promise(requestAnimationFrame);
      }
    })()`);
    tell(report, 'jumping about in 10,000 rows', await framesOf(list));
    await list.context().close();

    const { page: log } = await open('/events');
    await log.locator('[data-live=live]').waitFor();
    await log.evaluate(noteFrames);
    const before = Date.now();
    for (let n = 0; n < liveSeconds * 10; n++) {
      await database.transaction((db) =>
        appendEvents(
          db,
          Array.from({ length: eventsPerSecond / 10 }, () => anEvent()),
        ),
      );
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, before + (n + 1) * 100 - Date.now())));
    }
    tell(report, `${eventsPerSecond} events a second live`, await framesOf(log));
    await log.context().close();
  } finally {
    await browser.close();
    await hub.stop();
    await database.query(`delete from exception where id like 'exc_bench%'`);
    await database.query(`delete from run where id like 'run_bench%'`);
    await database.close();
  }
}

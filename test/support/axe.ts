import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const schemes = ['light', 'dark'] as const;
/** What colours decide; everything else is the same in both schemes, and looked at once. */
const colourRules = ['color-contrast', 'link-in-text-block'];

/** Switches the page, and waits until nothing on it moves any more: colours that are on their way have another contrast. */
async function show(page: Page, scheme: (typeof schemes)[number]): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  // As text, because the tests are compiled without the names of a page; its content policy forbids to wait by text otherwise.
  await page.evaluate(`new Promise((done) => {
    const still = ({ effect, playState }) => playState !== 'running' || effect.getComputedTiming().endTime === Infinity;
    const isShown = () =>
      (document.documentElement.dataset.mantineColorScheme ?? '${scheme}') === '${scheme}' &&
      document.getAnimations().every(still);
    const look = () => (isShown() ? done() : setTimeout(look, 20));
    look();
  })`);
}

/**
 * What axe finds serious or critical on the page, in light and in dark: `dark color-contrast: .badge > span`. `without`: what is somebody
 * else's on it, as a selector.
 */
export async function findInaccessible(page: Page, without?: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const scheme of schemes) {
    await show(page, scheme);
    const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] });
    if (without !== undefined) axe.exclude(without);
    const { violations } = await (scheme === 'light' ? axe : axe.withRules(colourRules)).analyze();
    for (const { id, impact, nodes } of violations)
      if (impact === 'serious' || impact === 'critical')
        for (const { target, failureSummary = '' } of nodes)
          found.push(
            `${scheme} ${id}: ${target.join(' ')} (${failureSummary.split('\n').slice(1).join(' ').trim()})`,
          );
  }
  return found;
}

/** Expects that axe finds nothing serious on the page, in light and in dark; `without` as above. */
export async function expectAccessible(page: Page, without?: string): Promise<void> {
  expect(await findInaccessible(page, without)).toEqual([]);
}

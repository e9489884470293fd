import { beforeEach, describe, expect, it } from 'vitest';
import { outsideOf, ownPath } from '../../console/client/url.ts';
import { duration, instant, money, relative } from '../../console/parts/format.ts';
import { listIn } from '../../console/screens/approvals/shown.ts';
import { saveViews, savedViews } from '../../console/screens/exceptions/view.ts';
import { rememberStarted, startedBy } from '../../console/screens/replays/started.ts';
import { actionWords } from '../../console/words/audit.ts';
import { meaningOf, term } from '../../console/words/terms.ts';
import { openTab } from '../support/tab.ts';

describe('an address that a vendor gives', () => {
  it.each(['https://vendor.example/a?b=c', 'http://vendor.example/'])(
    'is a link where it is a page: %s',
    (url) => {
      expect(outsideOf(url)).toBe(url);
    },
  );

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'blob:https://hub.example/1',
    'file:///etc/passwd',
    '//vendor.example/',
    '/exceptions',
    'vendor.example',
    '',
    null,
    undefined,
  ])('is no link otherwise: %j', (url) => {
    expect(outsideOf(url)).toBeNull();
  });
});

describe('the address to which a sign-in leads back', () => {
  it.each([
    ['https://hub.example/runs?status=FAILED#a', '/runs?status=FAILED#a'],
    ['/runs', '/runs'],
    ['https://hub.example//evil.example/x', '/evil.example/x'],
    [String.raw`https://hub.example/\evil.example`, '/evil.example'],
    ['//evil.example', '/'],
    [String.raw`/\evil.example`, '/'],
    [String.raw`\\evil.example`, '/'],
    ['https://evil.example/', '/'],
    ['https://hub.example@evil.example/', '/'],
    ['https://hub.example.evil.example/', '/'],
    ['http://hub.example/', '/'],
    ['javascript:alert(1)', '/'],
    ['data:text/html,x', '/'],
    [undefined, '/'],
    [{ href: 'https://hub.example/' }, '/'],
  ])('is one of the console: %j', (given, path) => {
    expect(ownPath(given, 'https://hub.example')).toBe(path);
  });
});

describe('a word of a vendor', () => {
  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'])('is a word: %s', (word) => {
    expect([typeof term(word), typeof actionWords(word), meaningOf({ a: 1 }, word)]).toEqual([
      'string',
      'string',
      undefined,
    ]);
  });
});

describe('a value that is none', () => {
  it('is shown, and keeps no page from being shown', () => {
    expect([
      instant('soon', true),
      relative(Number.NaN, 0),
      duration(Number.NaN),
      money({ amount: '1', currency: 'not a currency' }),
      listIn({ places: [null, 'x', { object: 'y' }] }, 'places'),
    ]).toEqual(['soon', '–', '–', 'not a currency 1', [{ object: 'y' }]]);
  });
});

describe('what the browser has stored', () => {
  beforeEach(() => void openTab());

  const views = 'isthmus.exceptions.views.usr_1';
  const replays = 'isthmus.replays.usr_1';

  it.each(['', '{', 'null', '7', '"x"', '{"length":1}', '[null,7,{"name":1,"search":"?a"},{"name":"x"}]'])(
    'is none where it has another form: %s',
    (stored) => {
      localStorage.setItem(views, stored);
      localStorage.setItem(replays, stored);
      expect([savedViews('usr_1'), startedBy('usr_1')]).toEqual([[], []]);
    },
  );

  it('leads to the list and nowhere else', () => {
    const good = { name: 'Mine', search: '?mine=1' };
    saveViews('usr_1', [
      good,
      { name: 'Evil', search: '.evil.example' },
      { name: 'Up', search: '/../audit' },
    ]);
    expect(savedViews('usr_1')).toEqual([good]);
  });

  it('is of the person who stored it, and of nobody who comes after', () => {
    saveViews('usr_1', [{ name: 'Mine', search: '?mine=1' }]);
    rememberStarted('usr_1', 'rpl_1');
    expect([savedViews('usr_2'), startedBy('usr_2'), startedBy('usr_1')]).toEqual([[], [], ['rpl_1']]);
  });
});

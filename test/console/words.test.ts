import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../console');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.startsWith('generated'))
  .map((name) => ({ name, text: readFileSync(join(root, name), 'utf8') }));
const wordFiles = files.map(({ name }) => name).filter((name) => name.startsWith('words/'));

/** Every word below a name, as the path that leads to it: `['live', 'heard']`. */
function pathsIn(value: unknown): readonly (readonly string[])[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value).flatMap(([name, each]) => pathsIn(each).map((rest) => [name, ...rest]))
    : [[]];
}

/** A text without what only gives names to words, so that what is left uses them. */
const usesIn = (text: string): string =>
  text.replaceAll(/^import [^;]*;$/gm, '').replaceAll(/const (?:\{[^}]*\}|\w+) = [\w.]+;/g, '');

/** The names by which a text knows the words below `name`: its own, and what it calls them. */
function namesOf(name: string, text: string): readonly string[] {
  const anew = [
    ...text.matchAll(new RegExp(String.raw`const (\w+) = [^;{}]*\.${name}(?:;| :)`, 'g')),
    ...text.matchAll(new RegExp(String.raw`\b${name}(?::| as) (\w+)\b[^;]*\}`, 'g')),
  ];
  return [name, ...anew.map(([, called]) => called!)];
}

/** Whether a text takes the words below a name as a whole, or one of them by a name that is known only when it runs. */
const takesAll = (text: string, holder: string): boolean =>
  namesOf(holder, text).some((name) =>
    new RegExp(String.raw`(?<!['"])\b${name}(?:\[|\s*[,)};])(?!['"])`).test(usesIn(text)),
  );

/** Whether a text reads a word by its name. */
function takesOne(text: string, holder: string, word: string): boolean {
  const names = namesOf(holder, text).join('|');
  return new RegExp(
    String.raw`\b(?:${names})\??\.${word}\b|\{[^{}]*\b${word}\b[^{}]*\} = [\w.]*\b(?:${names})(?:\[[^\]]*\])?;`,
  ).test(text);
}

/** Whether a text reads the word at the end of a path. */
function reads(text: string, path: readonly string[]): boolean {
  const [above, holder, word] = [path.at(-3), path.at(-2)!, path.at(-1)!];
  // Of words of which one is chosen, each has the same words below it.
  const chosen =
    above !== undefined && takesAll(text, above) && new RegExp(String.raw`\b${word}\b`).test(text);
  return chosen || takesAll(text, holder) || takesOne(text, holder, word);
}

describe('the words of the console', () => {
  it.each(wordFiles)('are all read by somebody: %s', async (file) => {
    const own = files.find(({ name }) => name === file)!.text;
    const readers = files
      .filter(({ name, text }) => name !== file && text.includes(`${file.replace('words/', '')}'`))
      .map(({ text }) => text);
    const module = (await import(join(root, file))) as Record<string, unknown>;
    const unread = Object.entries(module).flatMap(([name, value]) =>
      pathsIn(value)
        .map((path) => [name, ...path])
        .filter((path) => path.length > 1)
        .filter((path) => ![...readers, own].some((text) => reads(text, path)))
        .map((path) => path.join('.')),
    );
    expect(unread.join(' ')).toBe('');
  });
});

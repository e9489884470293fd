import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createBrotliDecompress } from 'node:zlib';
import { withLock } from '../../src/provision/lease.ts';

const run = promisify(execFile);

/** A program that may be a chromium, and what it needs around it to run. */
export interface Chromium {
  readonly path: string;
  readonly env?: Readonly<Record<string, string>>;
}

// The archives of @sparticuz/chromium: graphics, fonts, and the libraries (NSS, expat) that a bare system does not have.
const archives = ['swiftshader', 'fonts', 'al2023'];

/** The fonts that come with it, besides those of the system: without any font fontconfig ends the browser. */
const fontsConfiguration = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`;

async function inflate(from: string, to: string, mode = 0o644): Promise<void> {
  await pipeline(
    createReadStream(from),
    createBrotliDecompress({ chunkSize: 1024 * 1024 }),
    createWriteStream(to, { mode }),
  );
}

async function unpack(packed: string, folder: string): Promise<void> {
  const draft = `${folder}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  for (const name of archives) {
    const archive = join(draft, `${name}.tar`);
    await inflate(join(packed, `${name}.tar.br`), archive);
    await run('tar', ['-xf', archive, '-C', draft, '--no-same-owner']);
    await rm(archive);
  }
  await writeFile(join(draft, 'fonts.conf'), fontsConfiguration(folder));
  await inflate(join(packed, 'chromium.br'), join(draft, 'chromium'), 0o755);
  await rm(folder, { recursive: true, force: true });
  await rename(draft, folder);
}

/**
 * The headless chromium of the npm package `@sparticuz/chromium`, unpacked whole into `cache` by the first process that asks for
 * this version (about 220 MB, 2 s); the others wait for it. Throws where the package is not installed or nothing can be written.
 */
export async function packedChromium(cache: string): Promise<Chromium> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(`@sparticuz/chromium runs on linux-x64, and this is ${process.platform}-${process.arch}`);
  const root = dirname(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))));
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  const folder = join(cache, version);
  await mkdir(cache, { recursive: true });
  if (!existsSync(folder))
    await withLock(join(cache, 'lock'), async () => {
      if (!existsSync(folder)) await unpack(join(root, 'bin'), folder);
    });
  return {
    path: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: join(folder, 'lib'), FONTCONFIG_FILE: join(folder, 'fonts.conf') },
  };
}

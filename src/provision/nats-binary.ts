import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { fetchPackage } from './apt.ts';
import { messageOf, ProvisionError } from './error.ts';

const run = promisify(execFile);

/** The release that is downloaded where neither PATH nor the system's packages have a server, with the digests its makers publish. */
export const release = {
  version: '2.12.8',
  from: 'https://github.com/nats-io/nats-server/releases/download',
  sha256: {
    'linux-amd64': '6abc397684567e133649688a13564ad6de786d64e88253fbb4f6a3aa8c2fca63',
    'linux-arm64': '7d20e93c23924cdd5cb6ec51c92f9478c97f9c8a0dbe049dd7ab88af115d622c',
    'darwin-amd64': '8880e133f45c6974468d351425db9a73ffe3b569850cad2bfbaa349d80939a7f',
    'darwin-arm64': '4556a7f617eb532587790344629a6a95261099b236524b764d1f10d6c14aba1a',
  } as Readonly<Record<string, string>>,
};

export interface NatsBinary {
  readonly path: string;
  readonly version: readonly [major: number, minor: number];
}

async function attempt(path: string): Promise<NatsBinary> {
  const { stdout, stderr } = await run(path, ['--version'], { timeout: 30_000 });
  const [, major, minor] = /v?(\d+)\.(\d+)/.exec(`${stdout}${stderr}`) ?? [];
  const version = [Number(major), Number(minor)] as const;
  if (!(version[0] > 2 || (version[0] === 2 && version[1] >= 9))) {
    throw new Error(`${path} is version ${version.join('.')}, older than 2.9`);
  }
  return { path, version };
}

/** Puts a program where the next start finds it, whole or not at all. */
async function keep(from: string, folder: string): Promise<string> {
  const path = join(folder, 'nats-server');
  await mkdir(folder, { recursive: true });
  const draft = `${path}.${process.pid}`;
  await copyFile(from, draft);
  await chmod(draft, 0o755);
  await rename(draft, path);
  return path;
}

async function fromPackages(folder: string): Promise<NatsBinary> {
  const content = await fetchPackage('nats-server', join(folder, '..', 'package'));
  try {
    const found = ['usr/sbin', 'usr/bin'].map((bin) => join(content, bin, 'nats-server')).find(existsSync);
    if (found === undefined) throw new Error('the package holds no nats-server');
    await attempt(found);
    return await attempt(await keep(found, folder));
  } finally {
    await rm(content, { recursive: true, force: true });
  }
}

/** Downloads the pinned release, refuses it when its digest is not the pinned one, and unpacks it. */
export async function fromRelease(folder: string, { from, version, sha256 } = release): Promise<NatsBinary> {
  const platform = `${process.platform}-${process.arch === 'x64' ? 'amd64' : process.arch}`;
  const expected = sha256[platform];
  if (expected === undefined) throw new Error(`no pinned release for ${platform}`);
  const name = `nats-server-v${version}-${platform}`;
  const url = `${from}/v${version}/${name}.tar.gz`;
  const work = join(dirname(folder), `release-${process.pid}`);
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(120_000) }).catch((error: unknown) => {
      throw new Error(
        `${url}: ${messageOf(error)} (${messageOf((error as Error).cause ?? 'no cause given')})`,
      );
    });
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
    const body = Buffer.from(await answer.arrayBuffer());
    const digest = createHash('sha256').update(body).digest('hex');
    if (digest !== expected)
      throw new Error(`${url} has the SHA-256 ${digest}, and ${expected} was expected`);
    await mkdir(work, { recursive: true });
    await writeFile(join(work, 'release.tar.gz'), body);
    await run('tar', ['-xzf', 'release.tar.gz'], { cwd: work });
    return await attempt(await keep(join(work, name, 'nats-server'), folder));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

const reasonOf = (error: unknown): string =>
  error instanceof ProvisionError ? error.reason : messageOf(error);

async function firstOf(ways: readonly (() => Promise<NatsBinary>)[]): Promise<NatsBinary> {
  const refusals: string[] = [];
  for (const way of ways) {
    try {
      return await way();
    } catch (error) {
      refusals.push(reasonOf(error).trim().replaceAll('\n', ' '));
    }
  }
  throw new ProvisionError(
    `No nats-server 2.9 or later was found or could be fetched: ${refusals.join('; ')}.`,
    'Install nats-server (Debian and Ubuntu: apt-get install nats-server; macOS: brew install nats-server), or set NATS_URL.',
  );
}

/** A nats-server of version 2.9 or later that is here already: on PATH, or fetched earlier into `folder`. */
export function findInstalledNats(folder: string): Promise<NatsBinary> {
  return firstOf([() => attempt('nats-server'), () => attempt(join(folder, 'nats-server'))]);
}

/**
 * A nats-server of version 2.9 or later: one that is here, else the system's package unpacked into `folder` without root, else
 * the pinned release. Throws a ProvisionError that names what was tried.
 */
export function findNats(folder: string): Promise<NatsBinary> {
  return firstOf([() => findInstalledNats(folder), () => fromPackages(folder), () => fromRelease(folder)]);
}

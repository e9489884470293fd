import { readFileSync, writeFileSync } from 'node:fs';

// A registry that mirrors only some platforms' packages makes npm leave the others out of the lock file, and `npm ci` then refuses the
// file everywhere. This adds what is missing, from what each package says of its optional parts: `npm run lock`.

interface Package {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const systems = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'] as const;
const processors = ['arm64', 'riscv64', 'ppc64', 's390x', 'ia32', 'x64', 'arm'] as const;

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, Package> };
let added = 0;
for (const [path, { dev, optionalDependencies = {} }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const os = systems.find((each) => name.includes(each));
    const cpu = processors.find((each) => name.includes(each));
    const known = lock.packages[`node_modules/${name}`] ?? lock.packages[`${path}/node_modules/${name}`];
    if (known || !os || !cpu || !/^\d/.test(version)) continue;
    const libc = name.includes('musl') ? 'musl' : os === 'linux' && name.includes('gnu') ? 'glibc' : null;
    const entry = {
      version,
      cpu: [cpu],
      ...(dev && { dev }),
      ...(libc && { libc: [libc] }),
      optional: true,
      os: [os],
    };
    lock.packages[`node_modules/${name}`] = entry;
    added += 1;
  }
}
const sorted = Object.entries(lock.packages).toSorted(([a], [b]) => (a < b ? -1 : 1));
writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
process.stdout.write(`${added} platform packages added to the lock file\n`);

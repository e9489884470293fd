import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SignJWT } from 'jose';

/** What a person may be in the graph. */
export const roles = [
  'SALES_OPS',
  'FINANCE_OPS',
  'FINANCE_APPROVER',
  'CONTROLLER',
  'SUPPORT',
  'INTEGRATION',
  'STEWARD',
  'AUDITOR',
  'ADMIN',
] as const;

export type Role = (typeof roles)[number];

/** The secret that signs development tokens, made at first use and readable by its user alone. */
async function developmentSecret(dataDir: string): Promise<Uint8Array> {
  await mkdir(dataDir, { recursive: true });
  const file = join(dataDir, 'token.secret');
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, randomBytes(32).toString('base64url'), { mode: 0o600 });
  // Linked, not written: of several that start at once all get the secret of the first.
  await link(draft, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(draft, { force: true });
  return new TextEncoder().encode(await readFile(file, 'utf8'));
}

/** A signed token (JWT, HS256, 30 days) for one role, for development. The hub accepts it and, until it has access control, ignores it. */
export async function developmentToken(dataDir: string, role: Role): Promise<string> {
  return new SignJWT({ roles: [role] })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer('isthmus:development')
    .setAudience('isthmus')
    .setSubject(`development:${role}`)
    .setIssuedAt()
    .setExpirationTime('30 days')
    .sign(await developmentSecret(dataDir));
}

import { writeFileSync } from 'node:fs';
import { generate } from 'selfsigned';

/** Writes a new certificate for 127.0.0.1, signed by itself, and its key. Returns the certificate as PEM. */
export async function writeCertificate(certFile: string, keyFile: string, name: string): Promise<string> {
  const made = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
  });
  writeFileSync(certFile, made.cert);
  writeFileSync(keyFile, made.private, { mode: 0o600 });
  return made.cert;
}

import { X509Certificate } from 'node:crypto';
import { readFileSync, watch } from 'node:fs';
import type { Server, ServerOptions } from 'node:https';
import { dirname } from 'node:path';
import { createSecureContext } from 'node:tls';
import type { Logger } from 'pino';

/** A certificate with what signed it, and its private key: files in PEM form. */
export interface TlsFiles {
  readonly certFile: string;
  readonly keyFile: string;
}

export interface Tls {
  readonly options: ServerOptions;
  /** Uses new files for the connections that come after they have changed. Returns what ends it. */
  follow(server: Server, logger: Logger): () => void;
}

/** A pair is replaced file by file; it is read when the folder has been quiet for so long. */
const quietMs = 100;
/** Not every file system tells of changes. */
const lookEveryMs = 60_000;

/** What the files hold, once the two belong together and the certificate is in force. Throws an Error that says what is wrong with them. */
export function readTls({ certFile, keyFile }: TlsFiles): { readonly cert: Buffer; readonly key: Buffer } {
  const pair = { cert: readFileSync(certFile), key: readFileSync(keyFile) };
  createSecureContext(pair);
  if (Date.parse(new X509Certificate(pair.cert).validTo) < Date.now())
    throw new Error(`the certificate in ${certFile} has expired`);
  return pair;
}

/** TLS of 1.2 or later with these files. Throws what readTls throws. */
export function openTls(files: TlsFiles): Tls {
  const limits = { minVersion: 'TLSv1.2' } as const;
  let pair = readTls(files);
  return {
    options: { ...pair, ...limits },
    follow(server, logger) {
      let trouble = '';
      const look = (): void => {
        try {
          const found = readTls(files);
          trouble = '';
          if (found.cert.equals(pair.cert) && found.key.equals(pair.key)) return;
          pair = found;
          server.setSecureContext({ ...pair, ...limits });
          logger.info('the certificate has changed');
        } catch (error) {
          const why = error instanceof Error ? error.message : String(error);
          if (why !== trouble) logger.warn({ why }, 'the new certificate cannot be used; the old one stays');
          trouble = why;
        }
      };
      let quiet: NodeJS.Timeout | undefined;
      const changed = (): void => {
        clearTimeout(quiet);
        quiet = setTimeout(look, quietMs).unref();
      };
      const timer = setInterval(look, lookEveryMs).unref();
      const folders = [...new Set([files.certFile, files.keyFile].map((file) => dirname(file)))];
      const watchers = folders.flatMap((folder) => {
        try {
          const watcher = watch(folder, { persistent: false }, changed);
          watcher.on('error', () => watcher.close());
          return [watcher];
        } catch {
          return [];
        }
      });
      return () => {
        clearInterval(timer);
        clearTimeout(quiet);
        for (const watcher of watchers) watcher.close();
      };
    },
  };
}

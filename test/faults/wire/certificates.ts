import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { TlsOptions } from 'node:tls';
import { promisify } from 'node:util';

// A certificate authority of the run's own, that no one else trusts, and what it signed well and badly.

export interface Certificates {
  /** For NODE_EXTRA_CA_CERTS. */
  readonly caFile: string;
  readonly good: TlsOptions;
  readonly bad: Readonly<Record<BadCertificate, TlsOptions>>;
}

export type BadCertificate = 'expired' | 'for another host' | 'self-signed' | 'by a CA nobody trusts' | 'TLS 1.1 only';

const run = promisify(execFile);
const made = new Map<string, Promise<Certificates | null>>();

/** The certificates of a run, made once in its folder; null where there is no openssl program. */
export function certificatesIn(runFolder: string): Promise<Certificates | null> {
  const folder = path.join(runFolder, 'certificates');
  const known = made.get(folder) ?? make(folder);
  made.set(folder, known);
  return known;
}

const ours = 'DNS:localhost,IP:127.0.0.1';

async function make(folder: string): Promise<Certificates | null> {
  const openssl = (...args: readonly string[]): Promise<unknown> => run('openssl', args, { cwd: folder });
  try {
    await run('openssl', ['version']);
  } catch {
    return null;
  }
  await mkdir(folder, { recursive: true });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const authority = async (name: string): Promise<void> => {
    const subject = ['-subj', `/CN=Loket test CA ${name}`];
    await openssl(
      'req',
      '-x509',
      ...newKey,
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.pem`,
      '-days',
      '30',
      ...subject,
    );
  };
  const read = (name: string): TlsOptions => ({
    key: readFileSync(path.join(folder, `${name}.key`)),
    cert: readFileSync(path.join(folder, `${name}.pem`)),
  });
  const signed = async (name: string, ca: string, days: number, hosts: string): Promise<TlsOptions> => {
    await openssl('req', ...newKey, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', '/CN=Loket test');
    writeFileSync(path.join(folder, `${name}.ext`), `subjectAltName=${hosts}\n`);
    const by = ['-CA', `${ca}.pem`, '-CAkey', `${ca}.key`, '-CAcreateserial', '-extfile', `${name}.ext`];
    await openssl('x509', '-req', '-in', `${name}.csr`, ...by, '-days', String(days), '-out', `${name}.pem`);
    return read(name);
  };
  await authority('ca');
  await authority('stranger');
  const alone = ['-keyout', 'self.key', '-out', 'self.pem', '-days', '30', '-subj', '/CN=localhost'];
  await openssl('req', '-x509', ...newKey, ...alone, '-addext', `subjectAltName=${ours}`);
  const good = await signed('good', 'ca', 30, ours);
  return {
    caFile: path.join(folder, 'ca.pem'),
    good,
    bad: {
      expired: await signed('expired', 'ca', -1, ours),
      'for another host': await signed('other', 'ca', 30, 'DNS:api.example.com'),
      'self-signed': read('self'),
      'by a CA nobody trusts': await signed('untrusted', 'stranger', 30, ours),
      // A server that has nothing newer; OpenSSL only serves it at the lowest security level.
      'TLS 1.1 only': { ...good, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' },
    },
  };
}

import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createSend } from '../../electron/providers/http.ts';

// A key and a certificate for localhost that it signed itself, good until 2120. Nobody vouches for it, so no till may.
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgeGss1kUVZZrvclSh
/bcnIGMRcP90nO7CS8VN8NF+mXehRANCAAR3g7GPs/lM5ULWZYp/qlF50WkuYwhV
g7f7QEDfOIKRwTras4m5M/JISlq4paESuUoqd4Gv409WMb7GWwLgnZWs
-----END PRIVATE KEY-----`;
const cert = `-----BEGIN CERTIFICATE-----
MIIBVTCB/KADAgECAgEBMAoGCCqGSM49BAMCMBQxEjAQBgNVBAMMCWxvY2FsaG9z
dDAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowFDESMBAGA1UEAwwJ
bG9jYWxob3N0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEd4Oxj7P5TOVC1mWK
f6pRedFpLmMIVYO3+0BA3ziCkcE62rOJuTPySEpauKWhErlKKneBr+NPVjG+xlsC
4J2VrKM9MDswGgYDVR0RBBMwEYIJbG9jYWxob3N0hwR/AAABMB0GA1UdDgQWBBTf
Vvc4TByGQSB5AynhrOrbk2jQGTAKBggqhkjOPQQDAgNIADBFAiEAht+BSVvv0+Mh
yS9wnzQ8ZDxxFGOnhVetykaRLFRx0DYCIGNiF5SUlgGyc5yJu1WsFB0yOZErEUt4
FbkWVbbdpow4
-----END CERTIFICATE-----`;

test.for(['reading', 'payment'] as const)(
  'a server whose certificate nobody vouches for gets no byte of a %s',
  async (kind) => {
    let requests = 0;
    const server = https.createServer({ key, cert }, (_request, response) => {
      requests++;
      response.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const cut = new AbortController();
    onTestFinished(async () => {
      cut.abort();
      await new Promise((resolve) => server.close(resolve));
    });
    const url = `https://localhost:${(server.address() as AddressInfo).port}/`;
    const request = { url, headers: {}, body: 'secret', kind, timeoutMs: 5_000, secrets: [] };
    expect(await createSend(cut.signal)(request)).toMatchObject({
      kind: 'not-sent',
      why: expect.stringMatching(/self.signed/) as string,
    });
    expect(requests).toBe(0);
  },
);

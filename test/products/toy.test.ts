import { execFile } from 'node:child_process';
import {
  cpSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { copyProject } from '../bug-zoo/copy.ts';
import { reply, startFakeProvider, type FakeProvider } from '../harness/fake-provider.ts';
import { startHeadless, type Headless } from '../harness/headless.ts';
import type * as Launching from '../harness/launch.ts';
import { tempFolder, writeConfig } from '../harness/temp-folder.ts';

// A third product is a folder and a line: a copy of the project gets water/ and its line, is compiled and built as it stands then,
// and sells water.

const project = path.resolve(import.meta.dirname, '../..');
const registry = 'shared/products/index.ts';
const line = `export { water } from './water/index.ts';\n`;
const customerNumber = '123456789';

test(
  'a third product is one folder and one line of the registry: it compiles, sells, prints, is exported and shown',
  { timeout: 600_000 },
  async () => {
    const folder = await makeShopThatSellsWater();
    const provider = await startWaterCompany();
    const dataDir = tempFolder();
    const config = configFor(provider, dataDir);
    const till = startHeadless(['--data', dataDir, '--config', config], { cwd: folder });
    onTestFinished(async () => {
      till.signal('SIGKILL');
      await till.exited;
    });

    expect(await ask(till, '12345678')).toMatchObject({ ok: false, code: 'wrong-number' });
    const quoted = await ask(till, customerNumber);
    expect(quoted).toMatchObject({ ok: true, value: quote });
    const { quoteId } = quoted['value'] as { quoteId: string };
    const paid = await till.must('payment:pay', { quoteId, tendered: 150_000 });
    expect(paid).toMatchObject({ status: 'paid', reference: 'AIR0001', change: 20_000, details: quote.details });
    expect(await ask(till, customerNumber)).toMatchObject({
      value: { paidBefore: { transactionId: paid.transactionId } },
    });

    await till.event((one) => one['prints'] === 1);
    const { text } = await till.must('receipt:preview', { transactionId: paid.transactionId, copy: 0 });
    expect(text).toContain(slip);
    expect(text).not.toContain('PLN');
    const file = path.join(dataDir, 'log.csv');
    await till.must('export:run', { format: 'csv', file });
    expect(readFileSync(file, 'utf8')).toContain(
      ',paid,iak,water,123456789,TIRTA SARI,"2026-09,2026-10",125000,5000,0,130000,',
    );
    expect(await till.end()).toBe(0);
    await expectOnScreen(folder, config);
  },
);

const bill = { dueDate: null, usage: null, admin: 2_500 };
const quote = {
  ...{ product: 'water', provider: 'iak', customerNumber, customerName: 'TIRTA SARI', periods: ['2026-09', '2026-10'] },
  ...{ bill: 125_000, admin: 5_000, fee: 0, total: 130_000, commission: 1_000, warning: null, paidBefore: null },
  details: { address: 'JL. SUMUR 7', group: 'R2', standStart: '120', standEnd: '155', penalty: 5_000 },
  bills: [
    { ...bill, period: '2026-09', amount: 60_000, penalty: 5_000, standStart: '120', standEnd: '140' },
    { ...bill, period: '2026-10', amount: 60_000, penalty: 0, standStart: '140', standEnd: '155' },
  ],
};

const slip = `      STRUK PEMBAYARAN AIR
        CETAK ASLI (CA)

NO SAMBUNGAN : 123456789
NAMA         : TIRTA SARI
ALAMAT       : JL. SUMUR 7
GOLONGAN     : R2
BL/TH        : SEP26,OKT26
STAND AIR    : 00000120-00000155
RP TAG AIR   :         Rp125.000
DENDA        :           Rp5.000
NO REF       : AIR0001
`;

/** A copy with the folder and the line, in which nothing else differs, compiled and built. */
async function makeShopThatSellsWater(): Promise<string> {
  const folder = path.join(tempFolder(), 'shop');
  const copy = copyProject(project, folder);
  // Of its own, for the compiler and the bundler keep notes there.
  rmSync(path.join(folder, 'node_modules'));
  mkdirSync(path.join(folder, 'node_modules'));
  for (const name of readdirSync(path.join(project, 'node_modules')).filter((one) => !/^\.(cache|vite)/.test(one)))
    symlinkSync(path.join(project, 'node_modules', name), path.join(folder, 'node_modules', name), 'junction');
  cpSync(path.join(project, 'test/products/water'), path.join(folder, 'shared/products/water'), { recursive: true });
  writeFileSync(path.join(folder, registry), readFileSync(path.join(folder, registry), 'utf8') + line);

  expect(differences(folder)).toEqual([registry, 'shared/products/water/index.ts']);
  const before = readFileSync(path.join(project, registry), 'utf8');
  expect(readFileSync(path.join(folder, registry), 'utf8')).toBe(before + line);
  const compiler = path.join(folder, 'node_modules/vue-tsc/bin/vue-tsc.js');
  await promisify(execFile)(process.execPath, [compiler, '--build'], { cwd: folder });
  await copy.build();
  return folder;
}

/** Files of the program that are not the same in both, or only in one. */
function differences(folder: string): readonly string[] {
  const filesIn = (root: string): readonly string[] =>
    globSync('{shared,electron,renderer}/**/*', { cwd: root })
      .filter((file) => statSync(path.join(root, file)).isFile())
      .concat('package.json', 'vite.config.ts', 'tsconfig.json');
  const textOf = (root: string, file: string): string | null =>
    statSync(path.join(root, file), { throwIfNoEntry: false }) ? readFileSync(path.join(root, file), 'latin1') : null;
  const all = new Set([project, folder].flatMap(filesIn));
  return [...all].filter((file) => textOf(project, file) !== textOf(folder, file)).sort();
}

/** IAK, selling the bills of two months. */
async function startWaterCompany(): Promise<FakeProvider> {
  const provider = await startFakeProvider();
  onTestFinished(() => provider.close());
  let asked: Record<string, string> = {};
  provider.answer((_path, body) => {
    const request = JSON.parse(body) as Record<string, string>;
    if (request['commands'] === 'inq-pasca') asked = request;
    const isPayment = request['commands'] === 'pay-pasca';
    const data = {
      ...{ tr_id: 4711, code: asked['code'], hp: asked['hp'], ref_id: asked['ref_id'], tr_name: 'TIRTA SARI' },
      ...{ period: '202609,202610', nominal: 125_000, admin: 5_000, price: 130_000, selling_price: 129_000 },
      ...{ response_code: '00', message: 'SUCCESS', ...(isPayment && { noref: 'AIR0001', balance: 500_000 }) },
      desc: {
        ...{ alamat: 'JL. SUMUR 7', golongan: 'R2', lembar_tagihan: '2' },
        tagihan: {
          detail: [
            ['202609', '5000', '67500', '120', '140'],
            ['202610', '0', '62500', '140', '155'],
          ].map(([periode, denda, total, meter_awal, meter_akhir]) => ({
            ...{ periode, nilai_tagihan: '60000', admin: '2500', denda, total, meter_awal, meter_akhir },
          })),
        },
      },
    };
    return { raw: reply(200, JSON.stringify({ data, meta: [] })) };
  });
  return provider;
}

function configFor({ baseUrl }: FakeProvider, folder: string): string {
  const iak = { enabled: true, baseUrl, prepaidBaseUrl: baseUrl, username: 'water-user', apiKey: 'water-api-key' };
  return writeConfig(folder, {
    shop: { name: 'Loket Air', address: 'Sleman', terminal: '01' },
    providers: { iak },
    routing: { water: ['iak'] },
    fees: { iak: { water: { policy: 'forbidden' } } },
    printers: [{ id: 'paper', transport: 'file:paper.bin', columns: 32 }],
  });
}

/** This project does not know the product, so neither does the type of the channel. */
async function ask(till: Headless, number: string): Promise<Record<string, unknown>> {
  const id = `ask ${number} ${till.messages.length}`;
  const input = { product: 'water', customerNumber: number };
  return till.raw(JSON.stringify({ id, channel: 'bill:inquire', input }), id);
}

/** The built page offers the product, asks for its number, and shows the bill by the product's own words. */
async function expectOnScreen(folder: string, configFile: string): Promise<void> {
  const launching = pathToFileURL(path.join(folder, 'test/harness/launch.ts')).href;
  const { launchApp } = (await import(/* @vite-ignore */ launching)) as typeof Launching;
  const app = await launchApp({ dataDir: tempFolder(), configFile });
  try {
    const { page } = app;
    await page.getByTestId('product-water').click();
    await page.getByLabel('Nomor sambungan').fill(customerNumber);
    await page.getByTestId('inquire-button').click();
    const seen = page.locator('main');
    for (const said of ['Tagihan air', 'Alamat', 'JL. SUMUR 7', 'Stand meter air'])
      await seen.getByText(said, { exact: true }).waitFor();
    expect(await page.getByTestId('bill-list').textContent()).toContain('September 2026');
    expect(await page.getByTestId('bill-list').textContent()).toContain('Denda Rp5.000');
  } finally {
    await app.stop();
  }
}

// The page is one file that goes from hand to hand: it has its words itself, in both languages.

const id = {
  language: 'English',
  title: 'Periksa struk',
  how: 'Pindai kode QR di struk, atau tempel isinya di sini. Tidak ada yang dikirim ke mana pun: halaman ini bekerja tanpa jaringan.',
  code: 'Isi kode QR (mulai dengan LKT1:)',
  photo: 'Atau foto kode QR-nya',
  noCode: 'Tidak ada kode QR struk di foto itu. Foto lebih dekat dan tegak lurus.',
  key: 'Kunci publik loket',
  genuine: 'ASLI',
  genuineMeans: 'Loket dengan kunci ini yang mencetak struk itu, dan isinya tidak diubah. Cocokkan dengan kertasnya.',
  other: 'BUKAN DARI LOKET INI',
  otherMeans: 'Loket dengan kunci ini tidak mencetak itu: isinya diubah, atau struk loket lain. Jangan percaya isinya.',
  none: 'Bukan kode struk, atau hanya sebagian',
  noneMeans: 'Salin seluruh isi kode QR.',
  noKey: 'Kunci publiknya belum benar',
  noKeyMeans: 'Kunci itu 43 huruf dan angka. Minta ke pemilik loket.',
  rows: {
    till: 'Loket',
    slipNumber: 'Nomor struk',
    product: 'Produk',
    customerNumber: 'Nomor pelanggan',
    total: 'Jumlah',
    state: 'Keadaan',
    referenceHash: 'Sidik referensi',
    head: 'Jurnal',
    printedAt: 'Dicetak',
  },
  states: { paid: 'LUNAS', pending: 'BELUM PASTI', refused: 'GAGAL' } as Readonly<Record<string, string>>,
  missing: 'tidak ada',
};

export type Words = typeof id;

const en: Words = {
  language: 'Bahasa Indonesia',
  title: 'Check a slip',
  how: 'Scan the QR code of a slip, or paste what it says here. Nothing is sent anywhere: this page works without a network.',
  code: 'What the QR code says (it begins with LKT1:)',
  photo: 'Or a photo of the QR code',
  noCode: 'There is no QR code of a slip in that photo. Come closer, and hold the camera straight.',
  key: 'Public key of the counter',
  genuine: 'GENUINE',
  genuineMeans: 'The counter with this key printed that slip, and nothing was changed. Compare it with the paper.',
  other: 'NOT OF THIS COUNTER',
  otherMeans:
    'The counter with this key did not print that: it was changed, or is another counter’s. Do not believe it.',
  none: 'No code of a slip, or a part of one',
  noneMeans: 'Copy all that the QR code says.',
  noKey: 'That is no public key',
  noKeyMeans: 'The key has 43 letters and digits. Ask the owner of the counter.',
  rows: {
    till: 'Counter',
    slipNumber: 'Slip number',
    product: 'Product',
    customerNumber: 'Customer number',
    total: 'Total',
    state: 'State',
    referenceHash: 'Print of the reference',
    head: 'Journal',
    printedAt: 'Printed',
  },
  states: { paid: 'PAID', pending: 'NOT CERTAIN', refused: 'FAILED' },
  missing: 'none',
};

export const languages = { id, en } as const;
export type Language = keyof typeof languages;

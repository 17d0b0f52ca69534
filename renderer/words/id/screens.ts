/** The sentences of the screens up to the payment. This file sets the shape; the other languages follow it. */
export const idScreens = {
  trainingBand: 'LATIHAN · bukan pembayaran sungguhan',
  common: {
    close: 'Tutup',
    yes: 'Ya',
    no: 'Tidak',
    stay: 'Tetap di sini',
    unknown: 'tidak diketahui',
    providerSays: 'Kata penyedia',
    logId: (id: string) => `No. log ${id}`,
    noName: '(tanpa nama)',
    wib: 'WIB',
    via: (provider: string) => `lewat ${provider}`,
  },
  letters: { title: 'Papan huruf', upper: 'Huruf besar', signs: 'Tanda baca', space: 'Spasi' },
  number: {
    title: 'Nomor pelanggan',
    product: 'Produk',
    count: (typed: number, wanted: number) => `${typed} dari ${wanted} angka`,
    complete: 'lengkap',
    tooMany: 'terlalu banyak',
    ways: 'Pindai, ketik, atau tempel',
    inquire: 'Cek tagihan',
    asking: 'Mencari tagihan…',
    stop: 'Berhenti menunggu',
    waiting: (seconds: number) =>
      `Menunggu jawaban penyedia, ${seconds} detik. Biasanya 1 sampai 5 detik. Esc untuk berhenti menunggu.`,
    waitingLong: (seconds: number) =>
      `Sudah ${seconds} detik. Kalau tetap tidak ada jawaban, Loket mencoba penyedia lain, lalu berhenti sendiri.`,
    switchTo: (product: string) => `Ganti ke ${product}`,
    clear: 'Hapus',
    erase: 'Hapus satu angka',
    keypad: 'Tombol angka',
    recent: 'Transaksi terakhir',
    today: (count: number, total: string) => `${count} hari ini · ${total}`,
    none: 'Belum ada transaksi. Yang pertama akan tampil di sini.',
    training: 'Nomor untuk latihan',
    trainingHint: 'Sentuh satu nomor untuk mengisinya, lalu tekan Enter.',
  },
  scan: {
    held: (number: string) => `Nomor menunggu: ${number}`,
    start: 'Enter untuk mulai',
    waits: 'selesaikan dulu yang ini',
    instead: (number: string) => `menggantikan ${number}, yang tidak menunggu lagi`,
    stranger: (text: string) => `Yang dipindai bukan nomor pelanggan: ${text}`,
    drop: 'Buang',
    signInFirst: 'Masuk dulu. Yang baru dipindai tidak dipakai.',
  },
  bill: {
    title: 'Tagihan',
    /** Of one month's bill. */
    list: { penalty: 'Denda', stand: 'Stand meter', usage: 'Pemakaian', dueDate: 'Jatuh tempo' },
    admin: 'Admin bank',
    fee: 'Jasa loket',
    rounding: 'Pembulatan tunai',
    /** Bill and fees, as the paper's last sum before the rounding. */
    total: 'Jumlah',
    /** What has to be handed over. Not TOTAL BAYAR: on paper that knows no rounding and no own fee. */
    due: 'Total akhir',
    tender: 'Uang diterima',
    understood: (amount: string) => `dibaca ${amount}`,
    exact: 'Pas',
    change: 'Kembalian',
    short: 'Kurang',
    /** On the button that pays, while the cash is not enough. */
    stillShort: (missing: string) => `Kurang ${missing}`,
    shortBy: (missing: string) =>
      `Uangnya masih kurang ${missing}. Terima kekurangannya, ketik jumlah semuanya, lalu tekan Enter.`,
    pay: (total: string) => `Bayar ${total}`,
    back: 'Kembali',
    several: (count: number) => `Tagihan ${count} bulan sekaligus. Tanyakan dulu ke pelanggan.`,
    remaining: (count: number) => `Masih ada ${count} bulan lain yang belum terbayar sesudah ini.`,
    paidBefore: (day: string, time: string, cashier: string) =>
      `Sudah dibayar di loket ini pada ${day} pukul ${time} oleh ${cashier}.`,
    inProcessBefore: (day: string, time: string) =>
      `Pembayaran pada ${day} pukul ${time} ditolak, tetapi penyedia kini bilang masih diproses: bisa jadi lunas. Tanyakan dulu ke penyedia.`,
    decidedBefore: (day: string, time: string, person: string | null, total: string, provider: string) =>
      `Pada ${day} pukul ${time} ${person ?? 'petugas'} memutuskan di sini bahwa pembayaran ${total} tidak terjadi. Kalau ternyata diterima ${provider}, ini membayar dua kali: tanyakan dulu ke ${provider}.`,
    confirmPaidBefore: 'Pelanggan tahu, dan tetap mau membayar',
    confirmMonths: 'Pelanggan setuju membayar semuanya',
    lockedTitle: 'Jangan terima uang untuk nomor ini',
    locked: (time: string, total: string) =>
      `Pembayaran ${total} pukul ${time} belum pasti. Sampai pasti, nomor ini tidak bisa dibayar lagi.`,
    changedTitle: 'Tagihannya berubah',
    changed: (from: string, to: string) =>
      `Dari ${from} menjadi ${to}. Belum ada yang dibayar. Sebutkan total yang baru, lalu ketik uang yang diterima.`,
    severalMaybeMore: 'Sisa bulan lain baru diketahui sesudah dibayar.',
    commission: 'Komisi',
    depositAfter: (provider: string) => `Deposit ${provider} sesudah ini`,
    depositShort: (provider: string, deposit: string, missing: string) =>
      `Deposit tidak cukup: di ${provider} tinggal ${deposit}, kurang ${missing}; penyedia akan menolak. Hubungi pemilik.`,
    skipped: (reasons: string, provider: string) => `${reasons}; tagihan ini lewat ${provider}.`,
    skippedSaid: (provider: string, said: string) => `${provider} menjawab “${said}”`,
    skippedFor: {
      'provider-down': (provider: string) => `${provider} tidak bisa dihubungi`,
      'cut-off': (provider: string) => `${provider} sedang tutup harian`,
      'deposit-low': (provider: string) => `${provider} depositnya tidak cukup`,
      other: (provider: string) => `${provider} tidak bisa menjawab`,
    },
    leaveTitle: 'Kembali ke nomor?',
    leave: (cash: string) => `Uang yang sudah diketik (${cash}) akan dihapus. Belum ada yang dibayar.`,
    leaveYes: 'Ya, kembali',
    leaveNo: 'Tetap di sini',
  },
  unusual: {
    title: (cash: string) => `Uangnya benar ${cash}?`,
    text: (total: string, change: string) =>
      `Totalnya ${total}, jadi kembaliannya ${change}. Hitung lagi uangnya. Belum ada yang dibayar.`,
    yes: (cash: string) => `Ya, terima ${cash}`,
    no: 'Tidak, perbaiki',
  },
};

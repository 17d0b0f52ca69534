/** Words of the deposit book. */
export const idDeposit = {
  deposit: {
    provider: 'Penyedia',
    none: 'Belum ada penyedia yang dipakai.',
    said: 'Kata penyedia',
    saidAt: (time: string) => `Kata penyedia, ${time}`,
    closing: 'Menurut catatan',
    difference: 'Selisih',
    same: 'Cocok',
    reserved: 'Dicadangkan untuk yang belum pasti',
    unknownOpening:
      'Saldo awal belum diketahui, jadi sisanya menurut catatan juga belum. Diketahui begitu penyedia menyebutkan saldonya, atau sesudah koreksi.',
    recordedOnly: 'Hanya isi ulang yang dicatat di sini yang dihitung; isi sebelumnya tidak diketahui.',
    off: 'Catatan dan penyedia tidak sama. Cocokkan dengan daftar penyedia: isi ulang yang belum dicatat, atau potongan bukan dari Loket ini. Lalu catat isi ulang, atau koreksi (F7).',
    oldPage: 'Hari-hari yang lalu. Kata penyedia dan selisihnya ada di halaman hari ini (PgDn).',
    openingOf: (day: string) => `Saldo awal ${day}`,
    closingOf: (day: string) => `Saldo akhir ${day}`,
    kinds: { 'top-up': 'Isi ulang', correction: 'Koreksi', used: 'Terpakai' },
    noLines: 'Tidak ada yang terjadi pada hari-hari ini.',
    topUp: 'Catat isi ulang',
    direction: 'Arah koreksi',
    more: 'Tambah',
    less: 'Kurangi',
    records: {
      'top-up': {
        title: (name: string) => `Isi ulang deposit ${name}`,
        what: 'Yang sudah masuk di penyedia. Ini hanya mencatat, tidak mengirim uang. Butuh penyelia.',
        hint: 'Dari mana, nomor buktinya',
        picks: ['Transfer bank', 'Setor tunai'],
        yes: (sum: string) => `Catat isi ulang ${sum}`,
        done: (sum: string) => `Isi ulang ${sum} tercatat.`,
      },
      correction: {
        title: (name: string) => `Koreksi catatan deposit ${name}`,
        what: 'Membetulkan catatan, bukan uangnya. Catatan lama tetap. Butuh penyelia.',
        hint: 'Mengapa catatan berbeda',
        picks: ['Saldo awal', 'Dipotong penyedia', 'Belum diketahui'],
        yes: (sum: string) => `Catat koreksi ${sum}`,
        done: (sum: string) => `Koreksi ${sum} tercatat.`,
      },
    },
  },
};

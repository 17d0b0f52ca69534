// What the till refuses to record of the drawer, of deposits and of customers.

export const idDrawerErrors = {
  'no-shift': {
    what: 'Belum ada shift yang dibuka.',
    next: 'Tekan Alt+L, hitung uang di laci, lalu buka shift. Yang ada di layar menunggu.',
  },
  'customer-unsettled': {
    what: 'Ada tagihan utang pelanggan ini yang hasilnya belum pasti.',
    next: 'Hapus pelanggan ini setelah hasilnya pasti.',
  },
  'drawer-short': {
    what: 'Menurut catatan, uang di laci tidak sebanyak itu.',
    next: 'Periksa jumlahnya. Kalau uangnya memang ada, catat dulu sebagai uang masuk.',
  },
  'just-recorded': {
    what: 'Yang sama baru saja dicatat.',
    next: 'Tekan Esc dan lihat dulu. Kalau memang dua kali, catat lagi sesudah beberapa detik.',
  },
  'deposit-unsettled': {
    what: 'Yang kurang itu bisa jadi diambil pembayaran yang belum pasti. Kalau dikoreksi, terhitung dua kali.',
    next: 'Tekan Esc, lalu F3: begitu pasti, catatannya cocok sendiri.',
  },
} as const;

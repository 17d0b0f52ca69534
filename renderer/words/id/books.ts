/** Words of the till's books: what stops payments, restored records, the journal. This file sets the shape. */
export const idBooks = {
  reconcile: {
    title: 'Pembayaran ditutup: catatan di sini baru, atau dipulihkan dari cadangan',
    text: 'Pembayaran sesudahnya mungkin tidak ada di sini. Cocokkan dengan daftar transaksi setiap penyedia; sebelum itu tidak ada yang dibayar.',
    done: 'Sudah dicocokkan',
    billTitle: 'Jangan terima uang: pembayaran ditutup',
    bill: 'Tagihannya bisa dilihat, tetapi belum bisa dibayar: catatan loket ini dipulihkan dari cadangan dan belum dicocokkan dengan penyedia.',
    dialogTitle: 'Buka lagi pembayaran?',
    lists: (providers: string) =>
      `Buka daftar transaksi di ${providers || 'setiap penyedia yang pernah dipakai di sini'}, lalu riwayat di sini (F2).`,
    last: (when: string, name: string, total: string) =>
      `Yang terakhir tercatat di sini: ${when}, ${name}, ${total}. Periksa semua yang sesudahnya, dan satu hari sebelumnya.`,
    lastNone: 'Di sini tidak tercatat satu pembayaran pun. Periksa semuanya.',
    missing:
      'Yang ada di penyedia tetapi tidak ada di sini sudah terbayar. Catat, dan jangan dibayar sekali lagi. Nomor struknya bisa terpakai lagi di sini: bedakan dengan kode klaim.',
    guess: 'Loket tidak bisa memastikannya sendiri. Kalau dibuka tanpa dicocokkan, tagihan bisa terbayar dua kali.',
    reason: 'Apa yang dicocokkan, dicatat bersama nama Anda',
    reasonHint: 'Daftar mana, sampai pukul berapa, apa bedanya',
    open: 'Buka pembayaran',
    saving: 'Mencatat, lalu membuka pembayaran…',
  },
  storage: {
    damagedTitle: 'Pembayaran baru berhenti: isi catatan bukan lagi yang ditulis Loket',
    damagedText:
      'Jangan terima uang, jangan hapus apa pun. Yang sudah dikirim tetap ditanyakan. Panggil pemilik dan teknisi.',
    title: 'Pembayaran baru berhenti: data tidak bisa disimpan dengan aman',
    text: 'Jangan terima uang, jangan tutup Loket. Yang sudah dikirim tetap ditanyakan. Beri ruang di disk, panggil pemilik, lalu coba bayar lagi.',
    show: 'Keadaan disk',
  },
  journal: {
    title: 'Jurnal',
    about: 'Setiap kejadian tentang uang dicatat berantai: yang hilang atau diubah akan ketahuan.',
    checking: (seconds: number, percent: number) =>
      `Membaca ulang seluruh jurnal: kira-kira ${percent}%, ${seconds} detik. Loket tetap bisa dipakai.`,
    ok: 'Jurnal utuh',
    okText: (records: string) => `${records} catatan, sama dengan database.`,
    head: 'Ujungnya, seperti di struk',
    bad: (count: number) => `Jurnal bermasalah: ${count} hal`,
    badText:
      'Catatan di sini mungkin rusak atau diubah orang. Jangan terima pembayaran, jangan hapus apa pun. Panggil pemilik dan teknisi.',
    good: (records: string) => `${records} catatan pertama utuh.`,
    at: (time: string) => `Diperiksa pukul ${time}.`,
  },
  support: {
    title: 'Berkas bantuan',
    about:
      'Keadaan loket ini, pengaturannya, dan akhir lognya, dalam satu berkas. Tanpa kunci, tanpa PIN, tanpa pelanggan: boleh dikirim kepada yang membantu.',
    saving: 'Membaca jurnal, lalu menulis berkasnya…',
    saved: (name: string, size: string) => `Tertulis: ${name} (${size})`,
    where: (folder: string) => `Di folder ${folder}. Kirimkan kepada yang membantu; tidak ada yang terkirim sendiri.`,
  },
  slipCheck: {
    title: 'Periksa struk',
    about:
      'Ketik yang tercetak di struk: kata sesudah “Jurnal”. Tanpa itu: nomor struk, kode klaim, atau nomor transaksinya.',
    check: 'Periksa',
    looking: 'Mencari di jurnal…',
    now: 'Sekarang',
    printed: 'Dicetak',
    open: 'Buka pembayarannya',
    several: (count: number) => `${count} struk membawa kata itu. Cari yang sama dengan kertasnya.`,
    here: {
      title: 'Struk dengan kata ini dicetak di loket ini',
      text: 'Bandingkan dengan kertasnya: nama, nomor, dan jumlahnya harus sama. Kalau ada yang beda, kertasnya bukan struk itu.',
    },
    named: {
      title: 'Ada pembayaran dengan nomor ini',
      text: 'Itu belum membuktikan kertasnya asli, karena nomor bisa disalin. Ketik juga kata sesudah “Jurnal”, lalu bandingkan nama, nomor, dan jumlahnya.',
    },
    record: {
      title: 'Di sini tidak tercatat struk dengan kata ini',
      text: 'Catatan yang disebut kata itu ada, tetapi tidak ada struk yang membawanya. Mungkin catatan sesudahnya hilang karena dipulihkan dari cadangan, atau kata itu disalin. Bukti bayar utang, X, dan Z tidak dicari di sini: carilah di Alt+U (utang pelanggan) atau di daftar Z. Kalau bukan itu, kertasnya belum terbukti; panggil pemilik.',
    },
    other: {
      title: 'Bukan dari catatan loket ini',
      text: 'Di sini catatan bernomor itu lain. Periksa ketikannya. Kalau benar: struk dari loket lain atau dari latihan, catatan di sini dipulihkan atau diubah sesudah struk tercetak, atau struknya palsu. Panggil pemilik.',
    },
    beyond: {
      title: 'Bukan dari catatan loket ini',
      text: 'Catatan di sini belum sampai nomor itu. Periksa ketikannya. Kalau benar: struk dari loket lain atau dari latihan, catatan di sini dipulihkan dari cadangan yang lebih tua, atau struknya palsu. Panggil pemilik.',
    },
    none: {
      title: 'Tidak ada pembayaran dengan nomor ini',
      text: 'Periksa ketikannya, dan ketik juga kata sesudah “Jurnal”. Kalau benar: struk dari loket lain atau dari latihan, atau catatan di sini dipulihkan dari cadangan yang lebih tua.',
    },
  },
};

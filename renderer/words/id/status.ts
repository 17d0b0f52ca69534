/** Words of the top bar, the status lights, the history and the help. This file sets the shape. */
export const idStatus = {
  app: {
    starting: 'Menyiapkan kasir…',
    lostTitle: 'Layar tidak terhubung ke mesin kasir',
    lostText: 'Jangan terima pembayaran dulu. Pembayaran yang sudah dikirim tetap dicatat mesin kasir.',
    lostNext: 'Loket mencoba lagi sendiri. Kalau lebih dari satu menit, tutup dan buka lagi Loket.',
    crashTitle: 'Layar kasir bermasalah',
    crashText: 'Transaksi tetap tercatat di mesin kasir. Tampilan perlu dimuat ulang.',
    reload: 'Muat ulang',
    terminal: (terminal: string) => `Terminal ${terminal}`,
    settled: (name: string, total: string, status: string) => `${name} · ${total} sekarang ${status}`,
    turned: (name: string, total: string) => `${name} · ${total} semula GAGAL, ternyata tetap dibayar penyedia`,
    show: 'Lihat',
    language: 'Bahasa',
    theme: 'Tema',
    themes: { system: 'Sistem', light: 'Terang', dark: 'Gelap' },
    languages: { id: 'Indonesia', en: 'English' },
  },
  lights: {
    title: 'Keadaan mesin',
    checked: (time: string) => `Terakhir dicek pukul ${time}.`,
    printer: 'Printer',
    deposit: 'Deposit',
    storage: 'Disk',
    backup: 'Cadangan',
    books: 'Catatan',
    clock: 'Jam',
    unsettled: 'Belum pasti',
    words: {
      ok: 'baik',
      slow: 'lambat',
      down: 'putus',
      unknown: 'belum dicek',
      low: 'menipis',
      failed: 'gagal',
      none: 'tidak ada',
    },
    provider: {
      ok: { cause: 'Menjawab dengan baik.', remedy: 'Tidak perlu apa-apa.' },
      slow: { cause: 'Jawabannya lebih lambat dari biasa.', remedy: 'Boleh terus; tunggu sedikit lebih lama.' },
      down: {
        cause: 'Tidak bisa dihubungi.',
        remedy: 'Periksa internet. Kalau internet baik, tunggu atau hubungi penyedia.',
      },
      unknown: { cause: 'Belum ada panggilan sejak Loket dibuka.', remedy: 'Terlihat sesudah cek tagihan pertama.' },
    },
    noProvider: {
      label: 'Penyedia belum ada',
      cause: 'Belum ada penyedia yang dipakai: tagihan tidak bisa dicek dan tidak bisa dibayar.',
      remedy:
        'Pemilik: Alt+A, pilih penyedia, isi alamat dan kuncinya, lalu buka lagi Loket. Untuk berlatih: Alt+A, Mesin kasir, Latihan.',
    },
    providerDown: {
      'no-connection': {
        cause: 'Tidak tersambung: tidak ada yang terkirim, jadi tidak ada yang terbayar.',
        remedy: 'Periksa internet (kabel, wifi, kuota). Kalau baik, tunggu atau pakai penyedia lain.',
      },
      'no-reply': {
        cause: 'Tidak menjawab sampai selesai. Pembayaran yang sudah dikirim mungkin jadi.',
        remedy: 'Jangan terima pembayaran kedua. F3 menyebut apakah Loket menanyakannya sendiri atau Anda yang harus.',
      },
      'server-error': {
        cause: 'Server penyedia sedang rusak. Pembayaran yang sudah dikirim mungkin jadi.',
        remedy: 'Tunggu, atau hubungi penyedia. F3 menyebut apakah Loket menanyakannya sendiri atau Anda yang harus.',
      },
      'key-refused': {
        cause: 'Penyedia menolak akun atau kunci toko ini: tidak ada yang bisa dijual lewat penyedia ini.',
        remedy: 'Minta pemilik memeriksa nama, kunci dan alamat penyedia di pengaturan, atau menghubungi penyedia.',
      },
      'ip-refused': {
        cause: 'Penyedia menolak alamat internet (IP) toko ini: tidak ada yang bisa dijual lewat penyedia ini.',
        remedy: 'Minta pemilik mendaftarkan IP toko di penyedia; IP bisa berganti bersama internetnya.',
      },
      'unreadable-reply': {
        cause: 'Yang menjawab bukan penyedia: isinya tidak terbaca. Pembayaran yang sudah dikirim belum pasti.',
        remedy: 'Kalau wifi meminta masuk lebih dulu (halaman hotspot), masuklah. Kalau tidak, hubungi penyedia.',
      },
    },
    printers: {
      sent: {
        cause: 'Struk terakhir terkirim. Printer tidak mengabarkan apakah kertasnya keluar.',
        remedy: 'Lihat kertasnya.',
      },
      told: { cause: 'Struk terakhir sudah tercetak, kata printernya.', remedy: 'Tidak perlu apa-apa.' },
      unknown: { cause: 'Belum ada struk sejak Loket dibuka.', remedy: 'Terlihat sesudah struk pertama.' },
      none: { cause: 'Belum ada printer yang dipasang.', remedy: 'Minta pemilik memasang printer.' },
    },
    slipRefused: {
      cause:
        'Loket menahan struk terakhir: isinya tidak sebagaimana mestinya. Tidak ada yang tercetak. Pembayarannya tetap tercatat.',
      remedy: 'Catat nomor dan referensi untuk pelanggan. Lalu tekan F6 sekali; kalau ditahan lagi, minta bantuan.',
    },
    printerFailed: {
      offline: {
        cause: 'Printer tidak ditemukan: mati atau kabelnya lepas. Pembayarannya tetap tercatat.',
        remedy: 'Nyalakan printer, periksa kabel atau jaringannya, lalu F6.',
      },
      refused: {
        cause:
          'Printer menolak sambungan: sedang dipakai komputer lain, atau alamatnya salah. Pembayarannya tetap tercatat.',
        remedy: 'Matikan dan nyalakan printer, lalu F6. Kalau tetap, minta pemilik memeriksa alamatnya.',
      },
      permission: {
        cause: 'PC ini tidak mengizinkan Loket memakai printer. Pembayarannya tetap tercatat.',
        remedy: 'Minta pemilik memberi izin printer kepada pengguna PC ini.',
      },
      busy: {
        cause: 'Printer sedang dipakai program lain. Pembayarannya tetap tercatat.',
        remedy: 'Tunggu sebentar, lalu F6.',
      },
      timeout: {
        cause:
          'Printer tidak menerima struk pada waktunya. Mungkin sebagian sudah tercetak; pembayarannya tetap tercatat.',
        remedy: 'Periksa kertas dan tutupnya, lihat apa yang keluar, lalu F6.',
      },
      paper: { cause: 'Kertasnya habis. Pembayarannya tetap tercatat.', remedy: 'Pasang kertas, lalu F6.' },
      cover: { cause: 'Tutup printer terbuka. Pembayarannya tetap tercatat.', remedy: 'Tutup printernya, lalu F6.' },
      unknown: {
        cause: 'Struk terakhir tidak diterima printer. Pembayarannya tetap tercatat.',
        remedy: 'Periksa kertas, kabel, dan tombol nyala, lalu F6.',
      },
    },
    deposits: {
      ok: 'Cukup untuk berjualan.',
      low: 'Deposit menipis. Minta pemilik mengisinya sebelum habis.',
      between: (least: string, most: string) => `antara ${least} dan ${most}, tergantung yang BELUM PASTI,`,
      debited: (provider: string, amount: string, time: string, code: string | null) =>
        `${provider} ${time}: ${amount} terpotong, dan tidak tercatat sebagai pembayaran di sini.${code ? ` Cocok dengan pembayaran GAGAL ${code}.` : ''}`,
      find: 'Cocokkan dengan daftar penyedia. Jika pembayaran yang gagal ternyata dibayar, selesaikan dengan pelanggan.',
      unknown: 'Penyedia belum menyebutkan sisa deposit.',
      byBook: 'menurut buku',
      booked: (sum: string, since: string) =>
        `${sum} menurut buku Loket, dihitung sejak ${since}; penyedia belum menyebutkannya sejak Loket dibuka`,
    },
    disks: {
      ok: { cause: 'Disk menerima semua yang disimpan.', remedy: 'Tidak perlu apa-apa.' },
      unknown: { cause: 'Disk tidak menyebutkan sisa ruangnya.', remedy: 'Terlihat lagi beberapa saat kemudian.' },
      low: { cause: 'Ruang disk hampir habis.', remedy: 'Minta pemilik mengosongkan disk hari ini.' },
      'no-room': {
        cause: 'Disk penuh. Pembayaran baru berhenti; yang sudah dikirim tetap ditanyakan dan dicatat.',
        remedy: 'Jangan terima uang, jangan tutup Loket. Beri ruang di disk; Loket lanjut sendiri.',
      },
      unstored: {
        cause: 'Disk menolak jawaban penyedia. Jawabannya masih ada di ingatan Loket dan hilang kalau Loket ditutup.',
        remedy: 'Jangan terima uang, jangan tutup Loket. Beri ruang di disk atau panggil teknisi.',
      },
      refused: {
        cause: 'Disk menolak catatan terakhir. Tidak ada pembayaran yang dikirim karenanya.',
        remedy: 'Jangan terima uang. Ulangi satu kali; kalau ditolak lagi, panggil pemilik atau teknisi.',
      },
    },
    backups: {
      last: (time: string) => `Yang terakhir dibuat ${time}. Isinya sudah diperiksa.`,
      ok: 'Seminggu sekali, salin berkas terbaru di folder “backup” ke stik USB: disk ini bisa rusak.',
      old: { word: 'lama', remedy: 'Pemilik membuat satu sekarang, dan mencari kenapa berhari-hari tidak ada.' },
      none: {
        word: 'belum ada',
        cause: 'Belum pernah ada salinan catatan.',
        remedy: 'Loket membuatnya sesudah shift ditutup, dan setiap hari. Pemilik bisa membuatnya sekarang.',
      },
      failed: {
        word: 'gagal',
        causes: {
          full: 'Disk tidak punya ruang untuk cadangan. Catatannya sendiri utuh.',
          bad: 'Salinannya tidak lolos pemeriksaan dan tidak disimpan.',
          other: 'Folder cadangan tidak bisa ditulis.',
        },
        remedy: {
          full: 'Beri ruang di disk, lalu buat satu sekarang.',
          bad: 'Alt+J membaca seluruh jurnal dan menyebut yang rusak. Panggil pemilik.',
          other: 'Pemilik memeriksa folder “backup”, lalu membuat satu sekarang.',
        },
      },
      making: 'Menyalin catatan dan memeriksa salinannya…',
      made: (file: string) => `Sudah dibuat dan diperiksa: ${file}`,
    },
    free: (size: string) => `Sisa ruang ${size}.`,
    booksStates: {
      ok: { word: '', cause: 'Jurnal dan database utuh, seperti yang ditulis.', remedy: 'Tidak perlu apa-apa.' },
      unknown: {
        word: 'belum dicek',
        cause: 'Database belum dibaca ulang seluruhnya sejak Loket dibuka.',
        remedy: 'Loket membacanya sendiri. Alt+J membaca seluruh jurnal sekarang.',
      },
      restored: {
        word: 'baru dipulihkan',
        cause: 'Catatan ini baru, atau dari cadangan: pembayaran sesudahnya mungkin tidak ada di sini.',
        remedy: 'Cocokkan dengan daftar tiap penyedia, lalu Alt+C.',
      },
      uncertain: {
        word: 'dicocokkan',
        cause:
          'Disk gagal menulis, atau program lain menyentuh berkas Loket. Loket sedang mencocokkannya; pembayaran baru berhenti.',
        remedy: 'Jangan terima uang, jangan tutup Loket. Kalau lebih dari satu menit, panggil pemilik.',
      },
      damaged: {
        word: 'rusak',
        cause:
          'Isi berkas bukan lagi yang ditulis Loket. Pembayaran baru berhenti; yang sudah dikirim tetap ditanyakan.',
        remedy: 'Jangan terima uang, jangan hapus apa pun. Panggil pemilik dan teknisi; Alt+J menyebut apa yang rusak.',
      },
    },
    clocks: {
      ok: { cause: 'Sama dengan jam penyedia.', remedy: 'Tidak perlu apa-apa.' },
      unknown: {
        cause: 'Belum ada jawaban penyedia yang menyebutkan jam sejak Loket dibuka.',
        remedy: 'Tidak perlu apa-apa. Tidak semua penyedia menyebutkan jamnya.',
      },
      apart: (span: string) => `Jam PC selisih ${span}`,
      behind: (span: string) => `Jam PC terlambat ${span} dari jam penyedia.`,
      ahead: (span: string) => `Jam PC terlalu cepat ${span} dari jam penyedia.`,
      remedy: 'Setel jam PC. Sampai disetel, struk memakai jam penyedia.',
      doubtful: 'Jam PC lebih awal dari transaksi terakhir, dan penyedia belum menyebutkan jamnya.',
      wrong: 'Jam PC salah',
      set: 'Setel jam PC sebelum berjualan.',
    },
    unsettleds: {
      ok: { cause: 'Semua pembayaran sudah pasti.', remedy: 'Tidak perlu apa-apa.' },
      some: (count: number) => `${count} pembayaran belum pasti hasilnya.`,
      remedy: 'Jangan terima pembayaran kedua. Tekan F3 untuk melihatnya.',
    },
  },
  history: {
    title: 'Riwayat',
    search: 'Cari',
    searchBy: 'Nomor pelanggan, nama, referensi, nomor struk, atau kode klaim.',
    filter: 'Saringan',
    all: 'Semua',
    none: 'Belum ada transaksi.',
    noneOf: {
      paid: 'Belum ada yang lunas.',
      refused: 'Tidak ada yang gagal.',
      unsettled: 'Tidak ada yang belum pasti: semua pembayaran sudah jelas hasilnya.',
    },
    noneFound: 'Tidak ada yang cocok. Periksa ejaannya atau pilih saringan lain.',
    loading: 'Mencari…',
    more: 'Muat lagi',
    open: 'Buka',
    pick: 'Pilih transaksi dengan ↑ ↓, lalu Enter.',
    paidAt: 'Waktu',
    export: 'Ekspor CSV',
    exportTitle: 'Ekspor transaksi ke CSV',
    range: 'Rentang',
    ranges: { today: 'Hari ini', month: 'Bulan ini', all: 'Semua' },
    place: 'Tempat',
    ownFolder: 'Folder Loket',
    chooseFolder: 'Folder lain…',
    free: (size: string) => `${size} kosong`,
    file: 'Nama berkas',
    replaces: 'Hasil ekspor lama dengan nama ini akan diganti.',
    run: 'Tulis berkas',
    running: 'Menulis berkas…',
    signed:
      'Tempat itu kini juga menyimpan ujung catatan loket ini (loket-saksi). Simpan flashdisknya di luar loket: pada ekspor berikutnya ketahuan kalau catatannya diganti.',
    differs:
      'Tempat itu mengenal catatan lain dari loket ini: catatan di sini diganti, dipulihkan dari cadangan yang lebih tua, atau dimulai baru. Ekspornya sendiri selesai. Panggil pemilik, dan jangan hapus berkas loket-saksi di sana.',
    witnessUnreadable:
      'Berkas loket-saksi di tempat itu terpotong atau rusak: apa yang dulu dikenalnya tidak bisa dibaca lagi. Ekspornya sendiri selesai. Panggil pemilik. Pindahkan berkas itu, maka ekspor berikutnya membuat yang baru.',
    written: (rows: number, file: string) => `${rows} baris ditulis ke ${file}`,
  },
  unlock: {
    title: 'Buka kunci mesin kasir',
    titleNew: 'Buat frasa sandi',
    text: 'Kunci penyedia dan rahasia lain tersimpan di bawah frasa sandi pemilik. Ketik frasa itu, lalu tekan Enter.',
    textNew: (chars: number) =>
      `Komputer ini tidak punya penyimpan kunci. Buat frasa sandi, paling sedikit ${chars} huruf, dan simpan di tempat aman. Frasa itu diminta setiap kali Loket dibuka. Tanpa frasa itu kunci penyedia harus dimasukkan lagi.`,
    passphrase: 'Frasa sandi',
    again: 'Sekali lagi',
    open: 'Buka',
    opening: 'Membuka…',
    skip: 'Nanti saja',
    wrong: 'Frasa sandi salah. Tidak ada yang dibuka. Coba lagi.',
    wrongWait: (seconds: number) => `Frasa sandi salah. Tidak ada yang dibuka. Coba lagi dalam ${seconds} detik.`,
    forgotten:
      'Kalau frasa ini lupa, rahasia itu tidak bisa dibaca lagi. Tutup Loket dan pindahkan berkas loket.secrets dari folder data. Sesudah itu kunci penyedia dimasukkan lagi, pemilik membuat PIN baru dengan kata pemulihan, dan Loket lebih dulu minta buku dicocokkan.',
    tooShort: (chars: number) => `Terlalu pendek: paling sedikit ${chars} huruf.`,
    differs: 'Kedua frasa tidak sama.',
    failed: 'Tidak bisa dibuka. Tutup Loket, lalu buka lagi.',
  },
  settingsChanged: {
    title: (since: string) => `Pengaturan berubah sejak ${since}`,
    lost: 'Kunci ini hilang dan harus dimasukkan lagi di pengaturan',
    otherKey: 'kunci lain',
    changed: 'diubah',
    more: (many: number) => `dan ${many} lagi`,
    seen: 'Sudah saya lihat',
    /** In place of the right's name: nothing is set by it. */
    seenAct: 'Menyimpan pemberitahuan bahwa pengaturan berubah, tanpa mengubah apa pun,',
  },
  help: {
    title: 'Bantuan: semua tombol',
    titleHere: 'Bantuan: tombol di sini',
    note: 'Setiap tombol di layar juga bisa disentuh.',
  },
};

import type { ErrorWords } from '../codes/coded-words.ts';
import { idDrawerErrors } from './drawer-errors.ts';
import { idHints } from './hints.ts';

export const idErrors: ErrorWords = {
  errors: {
    'bad-request': {
      what: 'Isian ini tidak bisa dibaca mesin kasir.',
      next: 'Periksa isian, lalu tekan Enter. Kalau terulang, panggil teknisi.',
    },
    'unknown-channel': {
      what: 'Layar ini lebih baru daripada mesin kasirnya.',
      next: 'Tutup Loket, buka lagi. Kalau terulang, panggil teknisi.',
    },
    'tender-too-low': {
      what: 'Uang yang diterima kurang dari total.',
      next: 'Ketik uang yang diterima, lalu tekan Enter.',
    },
    'tender-too-high': {
      what: 'Uang yang diketik jauh lebih besar dari totalnya.',
      next: 'Hitung lagi uangnya, perbaiki jumlahnya, lalu tekan Enter.',
    },
    'quote-unknown': {
      what: 'Hasil cek tagihan ini sudah tidak tersimpan.',
      next: 'Tekan Enter untuk cek tagihan sekali lagi.',
    },
    'quote-expired': {
      what: 'Hasil cek tagihan sudah kedaluwarsa.',
      next: 'Tekan Enter untuk cek tagihan sekali lagi.',
    },
    'quote-changed': {
      what: 'Jumlah tagihan berubah sejak dicek.',
      next: 'Sebutkan total yang baru ke pelanggan, lalu terima uangnya.',
    },
    'paid-before': {
      what: 'Tagihan ini sudah pernah dibayar di loket ini.',
      next: 'Tanyakan ke pelanggan. Kalau memang mau dibayar lagi, tekan F4, lalu Enter.',
    },
    'bill-locked': {
      what: 'Pembayaran sebelumnya untuk nomor ini belum pasti.',
      next: 'Jangan terima uang. Tekan F3 untuk melihat yang belum pasti.',
    },
    'wrong-number': {
      what: 'Nomor ini tidak dikenal.',
      next: 'Cocokkan angkanya dengan rekening atau meter pelanggan, perbaiki, lalu tekan Enter.',
    },
    'already-paid': {
      what: 'Tagihan nomor ini sudah lunas.',
      next: 'Beri tahu pelanggan. Tekan F2 untuk mencari pembayarannya di riwayat.',
    },
    'no-bill': {
      what: 'Belum ada tagihan untuk nomor ini.',
      next: 'Beri tahu pelanggan, lalu ketik nomor berikutnya.',
    },
    'provider-down': {
      what: 'Penyedia tagihan tidak bisa dihubungi.',
      next: 'Tunggu sebentar, lalu tekan Enter. Lampu di atas menunjukkan sebabnya.',
    },
    'cut-off': {
      what: 'PLN sedang tutup harian, biasanya pukul 23.00 sampai 01.00 WIB.',
      next: 'Minta pelanggan datang lagi sesudah jam itu.',
    },
    'deposit-low': {
      what: 'Deposit di penyedia tidak cukup untuk tagihan ini.',
      next: 'Minta pemilik mengisi deposit, lalu tekan Enter.',
    },
    ...idDrawerErrors,
    'customer-unknown': { what: 'Pelanggan ini tidak ada lagi di daftar.', next: 'Pilih atau tambah yang lain.' },
    'customer-owes': { what: 'Pelanggan ini masih punya utang.', next: 'Lunasi dulu utangnya.' },
    'debt-changed': { what: 'Jumlah utangnya sudah berubah.', next: 'Lihat dulu, lalu putuskan lagi.' },
    'ask-unknown': {
      what: 'Isi ulang ini sudah tidak ditunggu.',
      next: 'Sudah masuk atau sudah dibatalkan. Lihat catatannya.',
    },
    'nothing-owed': { what: 'Pelanggan ini tidak punya utang.', next: 'Tekan Esc.' },
    'storage-failed': {
      what: 'Pembayaran baru berhenti: mesin kasir tidak bisa menyimpan ke disk.',
      next: 'Pembayaran lama tetap ditanyakan. Beri ruang di disk, panggil pemilik. Lihat apakah yang tadi tercatat, baru ulangi.',
    },
    reconcile: {
      what: 'Pembayaran ditutup: catatan loket ini dipulihkan dari cadangan dan belum dicocokkan dengan penyedia.',
      next: 'Panggil pemilik. Sesudah dicocokkan, tekan Alt+C.',
    },
    'transaction-unknown': {
      what: 'Transaksi ini tidak ada di catatan.',
      next: 'Tekan F2, lalu cari lagi dengan nomor atau nama.',
    },
    'not-pending': {
      what: 'Terlambat: pembayaran ini sudah pasti, atau hari keputusannya sudah lewat.',
      next: 'Tekan Esc, lalu lihat keadaannya yang sekarang.',
    },
    'decided-meanwhile': {
      what: 'Sementara itu sudah ada yang memutuskan pembayaran ini. Keputusan Anda belum dicatat.',
      next: 'Tekan Esc, lalu lihat statusnya sekarang.',
    },
    'resend-refused': {
      what: 'Menurut aturan penyedia, pembayaran ini belum boleh dikirim sekali lagi.',
      next: 'Tekan Esc dan tunggu, atau tanyakan langsung ke penyedia lalu putuskan dengan F9.',
    },
    'no-receipt': { what: 'Transaksi ini tidak punya struk.', next: 'Struk hanya ada untuk pembayaran yang lunas.' },
    'confirm-needed': {
      what: 'Struk ini harus diperiksa dulu sebelum dicetak.',
      next: 'Baca peringatannya, lalu tekan F6 dan setujui.',
    },
    'printer-missing': {
      what: 'Belum ada printer yang dipasang di Loket.',
      next: 'Catat nomor referensi untuk pelanggan. Minta pemilik memasang printer.',
    },
    'printer-failed': {
      what: 'Printer tidak menerimanya.',
      next: 'Periksa kertas, kabel, dan tombol nyala. Yang menunggu keluar sendiri; F6 mencobanya sekarang.',
    },
    'slip-refused': {
      what: 'Loket menahan struk: isinya tidak sebagaimana mestinya. Tidak ada yang tercetak.',
      next: 'Pembayarannya tetap tercatat. Catat nomor dan referensi untuk pelanggan, lalu minta bantuan.',
    },
    'job-over': {
      what: 'Cetakan ini tidak menunggu lagi.',
      next: 'Lihat barisnya di daftar cetak. Struk dicetak lagi dengan F6.',
    },
    'paper-narrow': {
      what: 'Kertas printer itu terlalu sempit untuk cetakan ini.',
      next: 'Pilih printer lain, atau cetak lagi dari layar asalnya.',
    },
    'file-exists': {
      what: 'Di sana sudah ada berkas lain dengan nama itu, bukan hasil ekspor Loket.',
      next: 'Pilih tempat lain, lalu tekan Enter. Berkas itu tidak disentuh.',
    },
    'file-failed': {
      what: 'Berkas tidak bisa ditulis di tempat itu.',
      next: 'Periksa folder atau flashdisk, atau pilih tempat lain, lalu tekan Enter.',
    },
    'place-gone': {
      what: 'Flashdisk atau folder itu sudah tidak ada; mungkin sudah dicabut.',
      next: 'Pasang lagi atau pilih tempat lain, lalu tekan Enter. Jangan cabut sebelum selesai.',
    },
    'place-full': { what: 'Tempat itu penuh.', next: 'Pilih tempat lain, atau beri ruang di sana, lalu tekan Enter.' },
    'backup-bad': {
      what: 'Cadangan tidak lolos pemeriksaan dan tidak disimpan. Cadangan yang lama tetap ada.',
      next: 'Tekan Alt+J: seluruh jurnal dibaca dan yang rusak disebut. Lalu panggil pemilik.',
    },
    'no-screen': { what: 'Folder hanya bisa dipilih di layar Loket.', next: 'Pilih folder di layar Loket.' },
    'slip-unread': {
      what: 'Ini bukan kata, nomor, atau kode dari sebuah struk.',
      next: 'Ketik persis seperti yang tercetak, lalu tekan Enter.',
    },
    'books-doubtful': {
      what: 'Catatan loket ini sedang tidak bisa dipercaya, jadi struknya tidak bisa dipastikan.',
      next: 'Panggil pemilik dan teknisi. Alt+J memeriksa seluruh jurnal.',
    },
    'not-signed-in': { what: 'Belum ada yang masuk di mesin kasir ini.', next: 'Masuk dengan PIN Anda, lalu ulangi.' },
    locked: { what: 'Mesin kasir terkunci.', next: 'Ketik PIN Anda, lalu lanjutkan dari tempat semula.' },
    'not-allowed': {
      what: 'Anda tidak boleh melakukan ini sendiri.',
      next: 'Minta orang yang berwenang menyetujui dengan PIN-nya.',
    },
    'wrong-pin': { what: 'PIN salah.', next: 'Periksa, lalu ketik lagi. Setelah lima kali salah ada jeda.' },
    'person-unknown': {
      what: 'Orang itu tidak bekerja di mesin kasir ini, atau tidak lagi.',
      next: 'Pilih nama dari daftar.',
    },
    'name-taken': { what: 'Nama itu sudah dipakai, mungkin oleh yang sudah keluar.', next: 'Pilih nama lain.' },
    'pin-needed': { what: 'Orang baru memerlukan PIN.', next: 'Minta ia mengetik PIN 4 sampai 8 angka.' },
    'new-pin-needed': {
      what: 'Peran itu memerlukan PIN baru: PIN yang lama mungkin mudah ditebak.',
      next: 'Tidak ada yang diubah. Minta ia mengetik PIN baru dua kali, lalu simpan lagi.',
    },
    'pins-lost': {
      what: 'PIN tidak bisa diperiksa: kuncinya tertinggal di PC lain atau hilang. Yang tercatat tetap utuh.',
      next: 'Pemilik memilih namanya dan membuat PIN baru: dengan F4 dan kata pemulihan, atau sesudah pemulihan dari cadangan tanpa kata itu. Lalu ia memberi PIN baru kepada yang lain.',
    },
    'pin-easy': {
      what: 'PIN itu mudah ditebak: angka yang sama semua atau berurutan.',
      next: 'Tidak ada yang diubah. Ketik PIN lain.',
    },
    'owner-needed': { what: 'Harus ada pemilik yang bisa masuk.', next: 'Jadikan orang lain pemilik lebih dulu.' },
    'no-phrase': {
      what: 'Tidak ada kata pemulihan yang berlaku: belum dibuat, atau sudah pernah dipakai.',
      next: 'Minta pemilik lain masuk dan memberi PIN baru.',
    },
    'wrong-phrase': {
      what: 'Kata pemulihan salah.',
      next: 'Ketik seperti di kertas, huruf besar atau kecil, dengan atau tanpa tanda hubung.',
    },
    'bad-setting': {
      what: 'Pengaturan itu tidak bisa begitu.',
      next: 'Tidak ada yang diubah. Perbaiki, lalu simpan lagi.',
    },
    'settings-changed': {
      what: 'Pengaturan sudah diubah orang lain.',
      next: 'Ketikan Anda belum disimpan. Bandingkan, lalu simpan lagi. Kalau ditolak lagi, tutup Loket dan buka lagi.',
    },
    'address-refused': {
      what: 'Penyedia tidak boleh beralamat di situ.',
      next: 'Tidak ada yang diubah. Pakai alamat https dari dokumen penyedia. Alamat lain memerlukan PIN pemilik, dan tidak boleh di jaringan sendiri.',
    },
    sealed: { what: 'Rahasia mesin kasir masih terkunci.', next: 'Minta pemilik mengetik frasa sandinya.' },
    'secret-needed': {
      what: 'Alamat berganti tanpa kunci baru.',
      next: 'Masukkan semua kunci penyedia ini, lalu simpan.',
    },
    busy: { what: 'Mesin kasir sedang sibuk.', next: 'Tunggu sebentar, lalu ulangi.' },
    'thread-failed': {
      what: 'Ini belum bisa dikerjakan: komputer kehabisan memori, berkas terbuka atau ruang disk.',
      next: 'Tidak ada yang hilang. Tutup program lain, tunggu sebentar, lalu ulangi. Kalau tetap begitu, panggil pemilik.',
    },
    forbidden: { what: 'Ini hanya boleh dilakukan pemilik.', next: 'Minta pemilik melakukannya.' },
    closing: { what: 'Mesin kasir sedang ditutup.', next: 'Tunggu sampai Loket terbuka lagi, lalu ulangi.' },
    'others-shift': {
      what: 'Laci yang terbuka milik orang lain, dan di toko ini setiap kasir punya laci sendiri.',
      next: 'Tekan Alt+L dan tutup shift itu (perlu penyelia), lalu buka shift sendiri. Yang ada di layar menunggu.',
    },
    'shift-open': { what: 'Masih ada shift yang terbuka.', next: 'Lanjutkan shift itu, atau tutup dulu: tekan Alt+L.' },
    'reason-needed': {
      what: 'Hitungan ini belum menutup shift.',
      next: 'Tulis alasannya, lalu minta persetujuan penyelia.',
    },
    'shift-unknown': { what: 'Shift itu tidak ada.', next: 'Pilih dari daftar.' },
    'shift-over': {
      what: 'Hanya shift terakhir yang bisa dibuka lagi, dan hanya pada hari ditutupnya.',
      next: 'Z-nya tetap ada. Tekan Esc, lalu buka shift baru.',
    },
    'no-change': {
      what: 'Hanya uang tunai yang ada kembaliannya: pembayaran lain melebihi tagihan.',
      next: 'Isi QRIS, transfer, atau kartu paling banyak sebesar tagihan.',
    },
    internal: {
      what: 'Ada gangguan di mesin kasir.',
      next: 'Coba sekali lagi. Kalau terulang, buka ulang Loket dan panggil teknisi.',
    },
  },
  noProvider: {
    what: 'Belum ada penyedia tagihan, jadi Loket belum bisa menjual.',
    next: 'Pemilik: tekan Alt+A, pilih penyedia, isi alamat dan kuncinya. Untuk berlatih: Alt+A, Mesin kasir, Latihan.',
  },
  answered: {
    what: 'Penyedia menjawab, tetapi tidak memberi tagihan.',
    next: 'Baca kata penyedia. Kalau katanya sudah lunas, jangan terima uang: F2 mencari pembayaran di sini.',
  },
  refusals: {
    'not-sent': {
      what: 'Penyedia tidak bisa dihubungi; permintaan bayar tidak pernah terkirim.',
      next: 'Boleh dicoba lagi: Esc, lalu cek tagihannya dari awal.',
    },
    rejected: {
      what: 'Penyedia menolak pembayaran ini.',
      next: 'Boleh dicoba lagi nanti: Esc, lalu cek tagihannya dari awal.',
    },
    credentials: {
      what: 'Penyedia menolak kunci masuk loket ini.',
      next: 'Minta pemilik memeriksa akun di penyedia sebelum mencoba lagi.',
    },
    'wrong-number': { what: 'Penyedia tidak mengenal nomor ini.', next: 'Cocokkan nomornya, lalu cek dari awal.' },
    'already-paid': {
      what: 'Tagihan ini ternyata sudah lunas.',
      next: 'Beri tahu pelanggan. Tekan F2 kalau mungkin dibayar di loket ini.',
    },
    'no-bill': { what: 'Tagihan ini sudah tidak ada di PLN.', next: 'Beri tahu pelanggan bahwa tagihannya kosong.' },
    'cut-off': {
      what: 'PLN sedang tutup harian, biasanya pukul 23.00 sampai 01.00 WIB.',
      next: 'Minta pelanggan datang lagi sesudah jam itu.',
    },
    'deposit-low': {
      what: 'Deposit di penyedia tidak cukup.',
      next: 'Minta pemilik mengisi deposit, lalu cek dari awal.',
    },
    resolved: {
      what: 'Diputuskan di loket ini, menurut kabar dari penyedia, bahwa pembayaran ini tidak terjadi.',
      next: 'Kalau pelanggan masih mau membayar: Esc, lalu cek tagihannya dari awal.',
    },
  },
  money: {
    inquire: 'Belum ada uang yang terkirim.',
    pay: 'Tidak ada pembayaran yang dikirim. Uang pelanggan masih di tangan Anda.',
    print: 'Pembayarannya tidak terpengaruh.',
    check: 'Keadaan pembayarannya belum berubah.',
    list: 'Catatan transaksi tetap tersimpan.',
    export: 'Catatan transaksi tetap tersimpan.',
    resend: 'Tidak ada yang dikirim kali ini.',
    resolve: 'Keputusan ini tidak dicatat.',
    reconcile: 'Pembayaran tetap ditutup.',
    verify: 'Pemeriksaan tidak mengubah apa pun.',
    backup: 'Catatan dan cadangan yang lama tidak berubah.',
    signIn: 'Uang dan catatan tidak berubah.',
    debt: 'Utang tidak berubah.',
    customer: 'Tidak ada yang disimpan.',
    people: 'Lihat di daftar apakah sudah tersimpan.',
    settings: 'Yang berlaku tidak berubah; yang diketik masih ada.',
    testPage: 'Tidak ada yang dicatat.',
    testProvider: 'Tidak ada yang dibayar dan tidak ada yang berubah.',
    shift: 'Tidak ada yang tercatat; yang diketik tetap di layar.',
    closeShift: 'Shift masih terbuka; yang dihitung tetap di layar.',
    shiftInDoubt: 'Belum diketahui apakah sudah tercatat. Lihat dulu di laporan X, daftar shift atau buku deposit.',
    printReport: 'Laporannya tersimpan dan bisa dicetak kapan saja.',
    printDebt: 'Uangnya tetap tercatat.',
    drawer: 'Uang di laci dan catatannya tidak berubah.',
  },
  hints: idHints,
};

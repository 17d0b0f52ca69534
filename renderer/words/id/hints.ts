import type { ErrorWords } from '../codes/coded-words.ts';

/** Why the screen refuses a key, before anything is asked of the till. */
export const idHints: ErrorWords['hints'] = {
  'slip-empty': 'Ketik dulu kata sesudah “Jurnal” di struk, lalu tekan Enter.',
  'slip-unread':
    'Bukan seperti yang tercetak di struk. Contohnya 1024-9F3A21C4 (Jurnal), LKT01-2611-000123 (Struk), K7M4 QX8 (Kode klaim). Periksa huruf dan angkanya.',
  'called-off': 'Tidak jadi. Belum ada yang dilakukan.',
  'pin-short': 'PIN terdiri dari 4 sampai 8 angka. Ketik lengkap, lalu tekan Enter.',
  'pin-wrong': 'PIN-nya tidak cocok. Ketik sekali lagi. Sesudah lima kali salah ada jeda.',
  'pins-differ': 'Kedua PIN baru tidak sama. Ketik keduanya sekali lagi.',
  'phrase-short': 'Kata pemulihannya belum lengkap: 24 huruf dan angka, dalam enam kelompok.',
  'phrase-wrong': 'Kata pemulihannya tidak cocok. Bandingkan dengan kertasnya, huruf demi huruf.',
  'pin-easy':
    'PIN pemilik atau penyelia tidak boleh mudah ditebak: bukan angka yang sama semua atau berurutan. Ketik PIN lain.',
  'new-pin-needed':
    'Peran itu memerlukan PIN baru: yang lama mungkin mudah ditebak. Minta ia mengetik PIN baru dua kali, lalu simpan.',
  'name-digits': 'Nama tidak boleh berisi empat angka berturut-turut. PIN diketik di kotak PIN.',
  'kind-missing': 'Pilih dulu dengan apa sisanya dibayar: panah kiri atau kanan.',
  'customer-missing': 'Ketik nama pelanggan, atau pilih dengan panah atas dan bawah.',
  'owner-first': 'Pemiliknya lebih dari satu: pilih namanya dulu, lalu tekan F4 lagi.',
  'name-empty': 'Ketik dulu namanya, lalu tekan Enter.',
  'count-empty': 'Belum ada yang diketik. Ketik yang dihitung; kalau laci kosong, ketik 0.',
  'count-long': 'Terlalu banyak angka; yang terakhir tidak dimasukkan. Periksa hitungannya.',
  'count-letters': 'Hanya angka; yang bukan angka tidak dimasukkan. Periksa hitungannya.',
  'only-cash-changes': 'Hanya uang tunai yang ada kembaliannya. Ketik paling banyak sisanya.',
  'amount-empty': 'Ketik dulu jumlah uangnya, lalu tekan Enter.',
  'amount-negative': 'Jumlah uang tidak bisa minus: tandanya tidak dimasukkan. Periksa jumlahnya.',
  'amount-letters': 'Hanya angka; titik ditulis sendiri oleh Loket, dan sen tidak ada. Periksa jumlahnya.',
  'amount-long': 'Terlalu banyak angka; yang terakhir tidak dimasukkan. Periksa jumlahnya.',
  'sign-missing': 'Pilih dulu arahnya: ketik + untuk menambah atau - untuk mengurangi.',
  'shift-gone': 'Shift ini sudah ditutup di tempat lain. Hitungan ini tidak dipakai: tekan F10 untuk melihat Z-nya.',
  'report-no-printer':
    'Belum ada printer yang dipasang, jadi tidak ada yang tercetak. Laporannya tersimpan; minta pemilik memasang printer, lalu tekan F6.',
  'no-drawer': 'Tidak ada laci yang tersambung ke printer. Buka laci dengan kuncinya.',
  'drawer-stays-shut':
    'Printer tidak menjawab, jadi laci tidak terbuka. Catatannya tersimpan. Periksa kabel dan tombol nyala, atau buka dengan kuncinya.',
  'drawer-may-be-open':
    'Printer terputus di tengah, jadi laci mungkin terbuka. Lihat lacinya. Catatannya tersimpan. Kalau masih tertutup, coba lagi atau buka dengan kuncinya.',
  'number-empty': 'Ketik nomor pelanggan dulu, lalu tekan Enter.',
  'number-short': 'Nomornya belum lengkap. Periksa angkanya, lalu tekan Enter.',
  'number-long': 'Nomornya terlalu panjang. Hapus angka yang lebih, atau tekan F4 untuk ganti produk.',
  'scan-unknown': 'Yang dipindai bukan nomor pelanggan. Pindai kode dari tagihan atau struk PLN, atau ketik nomornya.',
  letters: 'Nomor pelanggan hanya angka; yang bukan angka tidak dimasukkan. Periksa nomornya.',
  'tender-empty': 'Ketik uang yang diterima, atau tekan F7 kalau uangnya pas.',
  'bill-locked':
    'Tidak bisa dibayar: pembayaran sebelumnya untuk nomor ini belum pasti. Jangan terima uang. Tekan F3 untuk melihatnya.',
  'confirm-months':
    'Tagihan ini untuk beberapa bulan. Tanyakan ke pelanggan, lalu tekan F6 kalau setuju membayar semuanya.',
  'confirm-paid-before': 'Tagihan ini sudah pernah dibayar di sini. Tekan F4 kalau pelanggan memang mau membayar lagi.',
  'cannot-cancel':
    'Permintaan bayar sudah dikirim dan tidak bisa ditarik. Tunggu: Loket memberi tahu begitu ada kepastian.',
  'slip-not-printed': 'Slip belum tercetak. Tulis kodenya untuk pelanggan, lalu tekan Esc untuk lanjut.',
  'choice-missing': 'Pilih dulu apa kata penyedia: sudah lunas, atau tidak terjadi.',
  'reason-missing': 'Tulis dulu alasannya dengan kata-kata, paling sedikit tiga huruf.',
  'nothing-sent':
    'Pembayaran tadi tidak jadi: tidak ada yang terkirim. Jangan simpan uangnya dulu; cek tagihannya sekali lagi.',
  'resend-unread':
    'Hasil pengirimannya belum terbaca; mungkin sudah terkirim. Jangan dikirim lagi dan jangan terima pembayaran kedua. Tekan Esc, lalu lihat jejaknya.',
  reconcile:
    'Belum bisa dibayar: catatan loket ini dipulihkan dari cadangan dan belum dicocokkan dengan penyedia. Jangan terima uang. Panggil pemilik; sesudah dicocokkan, tekan Alt+C.',
};

/** Words of setting a new till up. This file sets the shape. */
export const idFirstRun = {
  firstRun: {
    title: 'Menyiapkan Loket',
    welcome: 'Selamat datang di Loket',
    welcomeText: 'Pilih bahasa dan tampilan. Semuanya bisa diganti nanti di Pengaturan.',
    shop: 'Toko Anda',
    setUp: 'Siapkan toko',
    setUpHow:
      'Siapkan toko: pemilik dan PIN, kata pemulihan, kasir, penyedia, printer. Setiap langkah boleh ditinggal dan dilanjutkan.',
    trainHow: 'Latihan dulu: coba semuanya dengan uang bohongan. Catatannya terpisah dari toko.',
    steps: {
      shop: 'Toko',
      owner: 'Pemilik',
      phrase: 'Kata pemulihan',
      cashier: 'Kasir pertama',
      provider: 'Penyedia',
      printer: 'Printer',
      done: 'Selesai',
    },
    texts: {
      owner: 'Pemilik boleh semuanya. Sebelum ada pemilik, toko ini tidak menerima pembayaran.',
      phrase:
        'Kata pemulihan dipakai kalau PIN pemilik lupa. Siapkan kertas dan pena: kata itu hanya ditampilkan sekali.',
      cashier: 'Setiap orang masuk dengan PIN-nya sendiri. Orang lain bisa ditambahkan nanti.',
      provider:
        'Siapa yang membayarkan tagihan. Isi dari surat penyedia, simpan, lalu uji sambungannya: tidak ada yang dibayar.',
      printer: 'Isi alamat printer struk, simpan, lalu cetak halaman uji.',
      done: 'Loket siap. Sesudah ini setiap orang masuk dengan PIN-nya.',
    },
    isDone: 'sudah',
    thereAlready: 'Sudah ada. Lanjutkan.',
    phraseThere: 'Kata pemulihan sudah dibuat. Kalau kertasnya hilang, buat yang baru di layar Orang.',
    phraseLost:
      'Kata pemulihan sudah ada, tetapi di sini belum dicatat apakah sudah ditulis di kertas. Kalau kertasnya ada, simpan: kata itu tetap berlaku. Kalau tidak ada, buat yang baru; sejak itu yang lama tidak berlaku lagi.',
    savedTry: 'Tersimpan. Sekarang bisa diuji.',
    goOn: 'Lanjut',
    finish: 'Buka Loket',
    missing: (steps: string) => `Belum diisi: ${steps}. Bisa diisi nanti di Pengaturan dan di Orang.`,
    cannotSell: 'Tanpa penyedia Loket belum bisa menjual.',
  },
};

import type { PrinterCause } from '../../../shared/health.ts';
import type { JobState, Paper } from '../../../shared/print-job.ts';

/** What waits to be printed, and what only a person can say of it. */
export const idPrintQueue = {
  /** What became of a paper that a screen has printed. */
  paper: {
    printing: 'Mengirim ke printer…',
    waiting: 'Belum tercetak: menunggu printer. Keluar sendiri begitu printernya siap.',
    asks: 'Belum tercetak: menunggu Anda di antrean cetak (Alt+R).',
    sent: 'Terkirim ke printer. Printer tidak memastikan kertasnya keluar.',
    confirmed: 'Sudah tercetak, kata printer.',
    doubtful:
      'Mungkin sudah keluar, semua atau sebagian. Lihat kertas di printer; kalau tidak ada atau terpotong, F6 mencetaknya lagi.',
    /** A test page does not wait. */
    testNotPrinted: {
      what: 'Halaman uji tidak tercetak.',
      next: 'Halaman uji tidak menunggu: periksa kertas, kabel, dan tombol nyala, lalu cetak lagi.',
    },
    /** Where F6 means something else. */
    doubtfulHere:
      'Mungkin sudah keluar, semua atau sebagian. Lihat kertas di printer; kalau tidak ada atau terpotong, cetak lagi.',
    seen: 'Terkirim ke printer; kertasnya sudah dilihat.',
    failed: 'Tidak tercetak, dan tidak keluar sendiri. F6 mencetaknya.',
    cancelled: 'Dibatalkan: tidak tercetak. F6 mencetaknya.',
  },
  printQueue: {
    title: 'Antrean cetak',
    empty: 'Tidak ada yang menunggu.',
    emptyMore: 'Semua cetakan sudah diserahkan ke printer. Yang lama dicetak lagi dari Riwayat (F2).',
    waiting: (count: number) => (count === 0 ? 'Tidak ada antrean' : `${count} di antrean`),
    well: 'Siap. Printer tidak mengabarkan apakah kertasnya keluar.',
    wellTold: 'Siap. Printer mengabarkan kalau struknya sudah tercetak.',
    underWay: 'Cetakan sebelumnya diterima; yang di antrean belum.',
    untried: 'Belum dicoba sejak Loket dibuka.',
    noPrinter: 'Belum ada printer yang dipasang. Minta pemilik memasangnya di Pengaturan.',
    testPage: 'Halaman uji',
    sending: 'Mengirim ke printer…',
    sent: 'Terkirim ke printer. Lihat kertasnya.',
    moveTo: (printer: string) => `Pindah ke ${printer}`,
    printNow: 'Cetak sekarang',
    copy: 'Cetak salinan (CU)',
    anew: 'Cetak lagi',
    paperIsThere: 'Kertasnya sudah ada',
    notNeeded: 'Tidak perlu lagi',
    papers: {
      receipt: 'Struk asli',
      copy: 'Salinan struk',
      pending: 'Struk BELUM PASTI',
      x: 'Laporan X',
      z: 'Laporan Z',
      debt: 'Bukti bayar utang',
      'new-books': 'Catatan baru',
      test: 'Halaman uji',
      drawer: 'Buka laci',
      lost: 'Cetakan yang menunggu',
    } as Readonly<Record<Paper, string>>,
    copyNumber: (copy: number) => `Salinan ke-${copy}`,
    states: {
      queued: 'Menunggu',
      sending: 'Dikirim',
      sent: 'Terkirim',
      confirmed: 'Tercetak',
      doubtful: 'Mungkin sudah keluar',
      failed: 'Tidak tercetak',
      cancelled: 'Dibatalkan',
    } as Readonly<Record<JobState, string>>,
    asks: 'Menunggu Anda',
    says: {
      queued: 'Belum ada yang tercetak. Begitu printernya siap, keluar sendiri.',
      asks: 'Menunggu lebih dari 10 menit, jadi tidak keluar sendiri: pelanggannya mungkin sudah pergi. F6 mencetaknya, F8 membatalkannya.',
      sending: 'Sedang dikirim ke printer.',
      doubtful:
        'Lihat kertas di printer. Kalau struknya utuh, tekan F9. Kalau tidak ada atau terpotong, F6 mencetak salinan bertanda CETAK ULANG.',
      doubtfulOther:
        'Lihat kertas di printer. Kalau tidak ada atau terpotong, cetak lagi dari layar asalnya. Lalu tekan F9 di sini.',
      silentTest:
        'Printer ini dulu mengabarkan cetakannya, sekarang diam. Periksa kertas dan printernya, lalu cetak halaman uji lagi (F10). Hanya kalau halaman ujinya utuh di kertas, tekan F9: sejak itu kabarnya tidak ditunggu lagi.',
      failed:
        'Tidak ada yang tercetak, dan tidak dicoba lagi dengan sendirinya. F6 mencetaknya; F9 kalau tidak perlu lagi.',
      lost: 'Daftar cetakan yang menunggu hilang atau tidak bisa dibaca. Struk yang menunggu mungkin tidak keluar. Semua uang tetap tercatat. Cetak lagi yang belum ada: struk dari riwayat (F2), bukti utang dari Alt+U. Lalu tekan F9 di sini.',
      failedOther: 'Tidak ada yang tercetak. Cetak lagi dari layar asalnya, lalu tekan F9 di sini.',
    },
    causes: {
      paper: { what: 'Kertasnya habis.', next: 'Ganti kertas, lalu F6.' },
      cover: { what: 'Tutup printer terbuka.', next: 'Tutup printernya, lalu F6.' },
      offline: { what: 'Printer mati atau kabelnya lepas.', next: 'Nyalakan dan periksa kabelnya, lalu F6.' },
      refused: {
        what: 'Printer menolak sambungan.',
        next: 'Periksa kertas, matikan dan nyalakan printernya, lalu F6.',
      },
      permission: { what: 'PC ini tidak mengizinkan Loket mencetak.', next: 'Minta pemilik memberi izin, lalu F6.' },
      busy: { what: 'Printer sedang dipakai program lain.', next: 'Tunggu sebentar, lalu F6.' },
      timeout: { what: 'Printer berhenti menerima.', next: 'Periksa kertas dan tutupnya, lalu F6.' },
      unknown: { what: 'Printer tidak menerima.', next: 'Periksa kertas, kabel, dan tombol nyalanya, lalu F6.' },
    } as Readonly<Record<PrinterCause, { readonly what: string; readonly next: string }>>,
    bar: {
      waiting: (count: number) => `${count} cetakan menunggu printer.`,
      asks: (count: number) => `${count} cetakan lama menunggu Anda.`,
      doubtful: (count: number) => `${count} cetakan mungkin sudah keluar. Lihat kertasnya.`,
      failed: (count: number) => `${count} cetakan tidak tercetak.`,
      money: 'Pembayarannya tetap tercatat.',
    },
  },
};

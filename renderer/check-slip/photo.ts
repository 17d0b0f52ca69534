/** What browsers on phones read codes by; others have none. */
interface Detector {
  detect(picture: ImageBitmap): Promise<readonly { readonly rawValue: string }[]>;
}

declare const BarcodeDetector: (new (options: { readonly formats: readonly string[] }) => Detector) | undefined;

/** Whether this browser reads a code in a picture by itself. A library that does would make the page longer than it may be. */
export const readsPhotos = typeof BarcodeDetector !== 'undefined';

/** What the QR code in a picture says; null if there is none that can be read. */
export async function codeIn(file: Blob): Promise<string | null> {
  if (typeof BarcodeDetector === 'undefined') return null;
  try {
    const [code] = await new BarcodeDetector({ formats: ['qr_code'] }).detect(await createImageBitmap(file));
    return code?.rawValue ?? null;
  } catch {
    return null;
  }
}

/** What a PNG, JPEG or WebP, and a saved picture of this page, have and should have at a place. */
import { count } from '../../../lib/numbers';

export const image = 'Bild';
export const picture = 'Bild';

export const signatureOf = (where: string) => `${where}, Signatur`;
export const otherSignature = 'eine andere';
export const signatures = 'die von PNG, JPEG oder WebP';
export const dimensionsOf = (where: string) => `${where}, Abmessungen`;
export const sides = (longest: number, pixels: number) =>
  `1 bis ${count(longest)} Pixel je Seite, insgesamt höchstens ${count(pixels)}`;
export const firstChunk = (where: string) => `${where}, erster Chunk`;
export const otherChunk = 'ein anderer';
export const ihdr = 'IHDR, 13 Bytes lang';
export const ihdrChecksum = (where: string) => `${where}, Prüfsumme von IHDR`;
export const otherChecksum = 'eine andere';
export const checksum = 'die CRC-32 des Chunks';
export const byteOf = (where: string, at: number) => `${where}, Byte ${at}`;
export const noMarker = 'kein Marker';
export const segment = 'der Anfang eines Segments, FF';
export const frameHeader = (where: string) => `${where}, Frame-Header`;
export const noHeader = 'keiner';
export const beforeImageData = 'einer vor den Bilddaten';
export const webpChunk = 'VP8, VP8L oder VP8X mit der Größe des Bildes';

export const textOf = (where: string, keyword: string) => `${where}, Text "${keyword}"`;
export const textChunk = (where: string, n: number) => `${where}, Text-Chunk ${n}`;
export const fewerBytes = 'weniger Bytes, als seine Länge angibt';
export const otherTextChecksum = 'eine andere Prüfsumme';
export const queryOfAddress = (most: number) =>
  `der Abfrageteil einer Adresse, mit höchstens ${count(most)} Zeichen`;

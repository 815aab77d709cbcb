/** What a PNG, JPEG or WebP, and a saved picture of this page, have and should have at a place. */
import { count } from '../../lib/numbers';

export const image = 'image';
export const picture = 'picture';

export const signatureOf = (where: string) => `${where}, signature`;
export const otherSignature = 'another';
export const signatures = 'that of a PNG, a JPEG or a WebP';
export const dimensionsOf = (where: string) => `${where}, dimensions`;
export const sides = (longest: number, pixels: number) =>
  `1 to ${count(longest)} pixels a side, at most ${count(pixels)} in all`;
export const firstChunk = (where: string) => `${where}, first chunk`;
export const otherChunk = 'another';
export const ihdr = 'IHDR, 13 bytes long';
export const ihdrChecksum = (where: string) => `${where}, IHDR checksum`;
export const otherChecksum = 'another';
export const checksum = 'the CRC-32 of the chunk';
export const byteOf = (where: string, at: number) => `${where}, byte ${at}`;
export const noMarker = 'no marker';
export const segment = 'the start of a segment, FF';
export const frameHeader = (where: string) => `${where}, frame header`;
export const noHeader = 'none';
export const beforeImageData = 'one before the image data';
export const webpChunk = 'VP8, VP8L or VP8X with the size of the image';

export const textOf = (where: string, keyword: string) => `${where}, text "${keyword}"`;
export const textChunk = (where: string, n: number) => `${where}, text chunk ${n}`;
export const fewerBytes = 'fewer bytes than its length says';
export const otherTextChecksum = 'another checksum';
export const queryOfAddress = (most: number) => `the query of an address, of at most ${count(most)} letters`;

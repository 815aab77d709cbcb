/** Why the images that ship cannot be had. */
import { count } from '../../lib/numbers';

export const notFetched = (file: string) =>
  `${file} could not be fetched. Check the connection and try again.`;
export const serverRefused = (file: string, status: number) =>
  `${file} could not be fetched: the server says ${status}. Try again.`;
export const cannotUnzip = (file: string) => `${file} is damaged: it cannot be unzipped. Reload the page.`;
export const noImageFile = (file: string, magic: string) =>
  `${file} does not begin with ${magic}: it is no packed image file. Reload the page.`;
export const otherShape = (file: string, field: string, found: number, expected: number) =>
  `${file}: ${field} is ${count(found)}; expected ${count(expected)}. Reload the page.`;
export const otherLength = (file: string, found: number, expected: number) =>
  `${file} holds ${count(found)} bytes; expected ${count(expected)}. Reload the page.`;
export const otherChecksum = (file: string) =>
  `${file}: the checksum does not fit its pictures. Reload the page.`;

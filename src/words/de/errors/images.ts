/** Why the images that ship cannot be had. */
import { count } from '../../../lib/numbers';

export const notFetched = (file: string) =>
  `${file} konnte nicht geladen werden. Die Verbindung prüfen und es noch einmal versuchen.`;
export const serverRefused = (file: string, status: number) =>
  `${file} konnte nicht geladen werden: der Server antwortet ${status}. Es noch einmal versuchen.`;
export const cannotUnzip = (file: string) =>
  `${file} ist beschädigt und lässt sich nicht entpacken. Die Seite neu laden.`;
export const noImageFile = (file: string, magic: string) =>
  `${file} beginnt nicht mit ${magic}: es ist keine gepackte Bilddatei. Die Seite neu laden.`;
export const otherShape = (file: string, field: string, found: number, expected: number) =>
  `${file}: ${field} ist ${count(found)}; erwartet ist ${count(expected)}. Die Seite neu laden.`;
export const otherLength = (file: string, found: number, expected: number) =>
  `${file} hat ${count(found)} Bytes; erwartet sind ${count(expected)}. Die Seite neu laden.`;
export const otherChecksum = (file: string) =>
  `${file}: die Prüfsumme passt nicht zu den Bildern. Die Seite neu laden.`;

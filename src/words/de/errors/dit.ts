/** Was ein Transformer für Bilder zu Größen sagt, die nicht passen. */
import { count } from '../../../lib/numbers';

export const points = 'Ein DiT lernt Bilder, und dieser Datensatz besteht aus Punkten.';
export const chooseMlp = 'Das MLP oder einen Datensatz aus Bildern wählen.';
export const notSquare = (height: number, width: number) =>
  `Die Bilder sind ${height} × ${width}; ein DiT braucht Quadrate.`;
export const cropOrScale = 'Zuschneiden oder skalieren.';
export const patchesDoNotFill = (patch: number, side: number) =>
  `Patches von ${patch} × ${patch} füllen Bilder von ${side} × ${side} nicht aus.`;
export const tooManyTokens = (patch: number, tokens: number, most: number) =>
  `Patches von ${patch} × ${patch} machen aus einem Bild ${count(tokens)} Token; höchstens ${count(most)} sind möglich.`;
export const fittingPatches = (sizes: readonly number[]) =>
  `Eine Patchgröße von ${sizes.join(' oder ')} passt.`;
export const headsDoNotShare = (heads: number, hiddenSize: number) =>
  `${heads} Köpfe teilen eine Breite von ${hiddenSize} nicht gleichmäßig.`;
export const noMultiple = (hiddenSize: number, divisor: number) =>
  `Eine Breite von ${hiddenSize} ist kein Vielfaches von ${divisor}, das die Positionen der Patches verlangen.`;
export const fittingHiddenSize = (hiddenSize: number) => `Eine Breite von ${hiddenSize} passt.`;
export const otherPositions = (tensor: string) =>
  `Die Positionen der Patches, „${tensor}“, sind nicht die festen Sinus- und Kosinuswerte dieses Netzes.`;
export const fixedPositionsOnly = 'Nur Netze mit festen Positionen werden gelesen.';

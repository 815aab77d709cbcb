/** Why a likelihood, an edit or a class cannot be computed with this model, and what to choose instead. */
import { count } from '../../../lib/numbers';

export const odeEndsWithoutSignal = {
  message:
    'Die Wahrscheinlichkeitsfluss-DGL wird in x/α verfolgt, und mit „SNR am Ende null“ ist α am Ende 0.',
  hint: 'Die Umskalierung ausschalten, um Likelihoods zu berechnen.',
};
export const inpaintingReadsPast = {
  message:
    'Inpainting geht in der Zeit zurück, und dieser Sampler liest die Zustände davor, die dann zu einem anderen Pfad gehören.',
  hint: 'Den Sampler ddpm oder ddim wählen.',
};

export const editOfOtherModel = (shape: string, expected: number, numbers: number) => ({
  message: `Das Modell zieht Stichproben aus ${shape} Zahlen, hier ${count(expected)}, und diese Bearbeitung hat ${count(numbers)}.`,
  hint: 'Eine Stichprobe dieses Modells wählen.',
});
export const noReduction = (factor: number, shape: string) => ({
  message: `Ein Bild aus ${shape} Zahlen lässt sich nicht um den Faktor ${factor} verkleinern.`,
  hint: 'Einen Faktor wählen, der Höhe und Breite teilt.',
});
export const unknownClass = (label: number, classes: number) => ({
  message: `Es gibt keine Klasse ${label}: Das Modell hat ${classes} Klassen.`,
  hint:
    classes > 0
      ? `Eine Klasse von 0 bis ${classes - 1} wählen, oder -1 für alle der Reihe nach.`
      : 'Ein Modell mit Klassen wählen.',
});

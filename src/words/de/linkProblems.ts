/** What a link asks for and cannot have. */

export const notAccepted = (n: number) =>
  n === 1 ? 'Ein Wert im Link ist nicht zulässig.' : `${n} Werte im Link sind nicht zulässig.`;
export const othersApply = (problems: string) => `${problems} Alle anderen Werte gelten.`;

/** Was ein Feld sein muss; der Satz endet mit einem Punkt. */
export const handles = (most: number, range: { readonly min: number; readonly max: number }) =>
  `2 bis ${most} Stützpunkte, als 0*9.5_0.5*0_1*-10 geschrieben: t von 0 bis 1, log SNR fallend von höchstens ${range.max} bis mindestens ${range.min}`;
export const drawing = 'der ganze Text einer Zeichnung aus einem kopierten Link';
export const architecture = 'die Konfiguration eines Netzes als JSON, mit ihrem in_channels';
export const modelOfPoints = 'mlp für einen Datensatz aus Punkten';
export const modelOfImages = 'unet oder dit für einen Datensatz aus Bildern';
export const multipleOf = (divisor: number) => `ein Vielfaches von ${divisor}`;

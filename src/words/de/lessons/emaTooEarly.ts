/** An average of the weights that still holds the untrained network. */

export const title = 'EMA-Gewichte zu früh';
export const steps = [
  '„Trainieren“ drücken: Der Verlust fällt, wie er soll.',
  'Dann die Stichproben ansehen, die von den EMA-Gewichten kommen (ihrem exponentiell gleitenden Mittelwert).',
  'Reparieren und noch einmal trainieren.',
];
export const look = 'Ein guter Verlust neben Stichproben, die untrainiert aussehen.';
export const outcome =
  'Mit einem Faktor von 0,999 enthält der [Mittelwert](term:ema) nach 500 Schritten noch 61 % des untrainierten Netzes. Der Verlust ist der der neuesten Gewichte und sieht gut aus; die Stichproben kommen vom Mittelwert und sind mindestens viermal so weit von den Daten entfernt wie die der neuesten Gewichte.';
export const repair = 'EMA-Warm-up einschalten';

/** Train, below the figures: what a run can be followed by. */

export const settingsChanged = 'Einstellungen geändert: Sie gelten für den nächsten Lauf.';
export const compareOneChange = 'Mit einer geänderten Einstellung vergleichen';
export const restore = 'Vorigen Lauf wiederherstellen';
export const restoreTitle =
  'Seine Gewichte, Verluste und Einstellungen; auch der jetzige Lauf lässt sich danach wiederherstellen';

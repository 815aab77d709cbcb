/** Train, beside the cost of a run. */

export const openPretrained = 'Vortrainiertes Modell öffnen';

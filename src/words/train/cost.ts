/** Train, beside the cost of a run. */

export const openPretrained = 'Open the pretrained model';

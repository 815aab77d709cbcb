/** The space of the loss is a weighting: the loss on ε of a network that predicts x0 is its loss on x0 with the weight SNR. */

export const title = 'A loss on ε is a loss on x₀ with the weight SNR';
export const steps = [
  'Press Train. The network predicts x₀, and its loss is the squared error of x̂₀.',
  'Look at the samples, and at their distance from the data.',
  'Then repair it and train again: the floor of the loss becomes that of ε-prediction.',
];
export const look = 'The samples along the roll, and the floor of the loss.';
export const outcome =
  'ε = (x − αx₀)/σ, so an error of x̂₀ counts α²/σ² = [SNR](term:snr) times in ε: more than 3,900 at the first step of noise, 1 in the middle and almost 0 at the last. A loss on x₀ without this weight is mostly about high noise, where x₀ can only be guessed; the fine shape, which little noise would show, hardly counts. The samples end at least twice as far from the data as with the weight. A network that predicts ε has the weight built into its output.';
export const repair = 'Take the loss on ε: weight x₀ by the SNR';

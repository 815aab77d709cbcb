/** Guidance follows a field that is a score at each t by itself, and of no one distribution at all of them. */
import type { Lesson } from './lesson';

export const guidedDensity: Lesson = {
  title: 'Guidance is not sampling from p(x)¹⁻ʷ p(x|c)ʷ',
  minutes: 5,
  view: 'train',
  changes: {
    dataset: 'moons',
    classes: true,
    label: 0,
    guidance: 4,
    sampler: 'ddim',
    samplingSteps: 50,
    trainingSteps: 1500,
  },
  steps: [
    'Press Train. Samples are drawn of the upper moon alone, with guidance w = 4.',
    'Press “Compare with exact guidance” under the charts.',
    'Then repair it: the same network draws again.',
  ],
  look: 'Where the samples lie beside the upper moon, and the three clouds: of the network, of the exact guided field, and of p(x)¹⁻ʷ p(x|c)ʷ.',
  outcome:
    'The moons hardly overlap, so p(x)¹⁻ʷ p(x|c)ʷ is the upper moon itself, whatever w is. Yet the samples are at least 5 times as far from it as with w = 1. At high noise the moons do overlap, and there [guidance](term:guidance) pushes away from the other one. At each t the guided field is the [score](term:score) of p_t(x)¹⁻ʷ p_t(x|c)ʷ, but these densities are not one distribution with more and more noise. The exact field ends in the same place: it is no error of the network.',
  repair: { label: 'Set the guidance scale to 1', changes: { guidance: 1 } },
  sources: [
    { text: 'Ho, Salimans 2022, Section 3', url: 'https://arxiv.org/abs/2207.12598' },
    { text: 'Bradley, Nakkiran 2024, Section 3', url: 'https://arxiv.org/abs/2408.09000' },
  ],
};

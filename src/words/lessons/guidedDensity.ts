/** Guidance follows a field that is a score at each t by itself, and of no one distribution at all of them. */

export const title = 'Guidance is not sampling from p(x)¹⁻ʷ p(x|c)ʷ';
export const steps = [
  'Press Train. Samples are drawn of the upper moon alone, with guidance w = 4.',
  'Press “Compare with exact guidance” under the charts.',
  'Then repair it: the same network draws again.',
];
export const look =
  'Where the samples lie beside the upper moon, and the three clouds: of the network, of the exact guided field, and of p(x)¹⁻ʷ p(x|c)ʷ.';
export const outcome =
  'The moons hardly overlap, so p(x)¹⁻ʷ p(x|c)ʷ is the upper moon itself, whatever w is. Yet the samples are at least 5 times as far from it as with w = 1. At high noise the moons do overlap, and there [guidance](term:guidance) pushes away from the other one. At each t the guided field is the [score](term:score) of p_t(x)¹⁻ʷ p_t(x|c)ʷ, but these densities are not one distribution with more and more noise. The exact field ends in the same place: it is no error of the network.';
export const repair = 'Set the guidance scale to 1';

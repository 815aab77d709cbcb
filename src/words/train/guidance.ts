/** Guidance in the plane, compared with the exact one, in Train. */
import { count } from '../../lib/numbers';

export const title = 'What guidance samples';
export const hint = 'The guided field is exact at each t; its samples are not those of p(x)¹⁻ʷ p(x|c)ʷ';
export const network = 'network';
export const exactGuidance = 'exact guidance';
export const clouds = 'Guided samples of the network, of exact guidance, and of the density with powers';
export const compare = 'Compare with exact guidance';
export const comparing = 'Comparing …';
export const cannotCompare = 'It needs a trained network, and one class under "Class to draw"';
export const failed = 'Guidance could not be compared.';

/** Energy distances, written; the number of samples of each. */
export interface Compared {
  readonly name: string | number;
  readonly scale: number;
  readonly step: number;
  readonly learnedToExact: string;
  readonly exactToPower: string;
  readonly floor: string;
  readonly floorSpread: string;
  readonly n: number;
  /** Whether both are sampled with x̂₀ clipped. */
  readonly clipped: boolean;
}
export const clipping = (clipped: boolean) =>
  clipped ? 'x̂₀ clipped to the range of the data in network and exact guidance' : 'x̂₀ not clipped';
export const compared = ({
  name,
  scale,
  step,
  learnedToExact,
  exactToPower,
  floor,
  floorSpread,
  n,
  clipped,
}: Compared) =>
  `Class ${name}, guidance ${scale}, at step ${count(step)}: energy distance from exact guidance ${learnedToExact} (network); from exact guidance to p(x)¹⁻ʷ p(x|c)ʷ ${exactToPower}, by chance ${floor} ± ${floorSpread}; n = ${n}, ${clipping(clipped)}`;
export const withoutGuidance = 'With guidance 1 the density is that of the class';
export const differ = (times: string) =>
  `Guided samples are not those of p(x)¹⁻ʷ p(x|c)ʷ: ${times} times the distance that chance makes`;
export const alike = 'Guided samples cannot be distinguished from p(x)¹⁻ʷ p(x|c)ʷ here';

/** Guidance in the plane, compared with the exact one, in Train. */
import { count } from '../../../lib/numbers';

import type { Compared } from '../../train/guidance';

export const title = 'Was mit Guidance gezogen wird';
export const hint =
  'Das Feld mit Guidance ist bei jedem t exakt; seine Stichproben sind nicht die von p(x)¹⁻ʷ p(x|c)ʷ';
export const network = 'Netz';
export const exactGuidance = 'exakte Guidance';
export const clouds =
  'Stichproben mit Guidance: vom Netz, von der exakten Guidance und von der Dichte mit Potenzen';
export const compare = 'Mit exakter Guidance vergleichen';
export const comparing = 'Vergleich läuft …';
export const cannotCompare = 'Nötig sind ein trainiertes Netz und eine Klasse unter „Zu ziehende Klasse“';
export const failed = 'Die Guidance konnte nicht verglichen werden.';

export const clipping = (clipped: boolean) =>
  clipped ? 'x̂₀ bei Netz und exakter Guidance auf den Bereich der Daten begrenzt' : 'x̂₀ nicht begrenzt';
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
  `Klasse ${name}, Guidance ${scale}, bei Schritt ${count(step)}: Energieabstand von der exakten Guidance ${learnedToExact} (Netz); von der exakten Guidance zu p(x)¹⁻ʷ p(x|c)ʷ ${exactToPower}, durch Zufall ${floor} ± ${floorSpread}; n = ${n}, ${clipping(clipped)}`;
export const withoutGuidance = 'Bei Guidance 1 ist die Dichte die der Klasse';
export const differ = (times: string) =>
  `Stichproben mit Guidance sind nicht die von p(x)¹⁻ʷ p(x|c)ʷ: das ${times}-Fache des zufälligen Abstands`;
export const alike = 'Stichproben mit Guidance sind hier nicht von p(x)¹⁻ʷ p(x|c)ʷ zu unterscheiden';

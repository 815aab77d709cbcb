/** The pair of one noising step: only a² + b² = 1 keeps the variance. */

export const title = 'Why √(1 − β) and √β: break the pair';
export const steps = [
  'Move a and b, and watch the variance.',
  'Find pairs for which it stays at 1.',
  'Then press the four pairs one after the other; the last is that of NCSN.',
];
export const look = 'The spread of the paths, and what is left of their common start.';
export const outcome =
  'A step x ← a x + b ε makes the variance a² v + b². It stays at 1 for a² + b² = 1 alone, hence √(1 − β) and √β. For any other pair with |a| < 1 the variance settles at b²/(1 − a²): with b = β = 0.02 in the place of √β it is 0.02, not 1. The start is then forgotten as aᵏ: with β = 0.02 half of it is left after 69 steps. With a = 1 nothing is forgotten and the variance grows without end, as 1 + b² k: a [variance-exploding](term:ve) process, as that of [NCSN](term:ncsn). The networks here see its x divided by its spread (Karras et al. 2022).';

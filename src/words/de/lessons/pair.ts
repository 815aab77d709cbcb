/** The pair of one noising step: only a² + b² = 1 keeps the variance. */

export const title = 'Warum √(1 − β) und √β: andere Paare ausprobieren';
export const steps = [
  'a und b verschieben und die Varianz beobachten.',
  'Paare suchen, bei denen sie 1 bleibt.',
  'Dann die vier Paare nacheinander drücken; das letzte ist das von NCSN.',
];
export const look = 'Die Streuung der Pfade, und was von ihrem gemeinsamen Anfang bleibt.';
export const outcome =
  'Ein Schritt x ← a x + b ε macht aus der Varianz v den Wert a² v + b². Sie bleibt nur für a² + b² = 1 bei 1, daher √(1 − β) und √β. Für jedes andere Paar mit |a| < 1 stellt sich die Varianz b²/(1 − a²) ein: Mit b = β = 0,02 anstelle von √β ist sie 0,02, nicht 1. Der Anfang wird dann wie aᵏ vergessen: Mit β = 0,02 ist nach 69 Schritten die Hälfte übrig. Mit a = 1 wird nichts vergessen, und die Varianz wächst unbegrenzt, wie 1 + b² k: ein Prozess mit [explodierender Varianz](term:ve), wie der von [NCSN](term:ncsn). Die Netze sehen hier dessen x, geteilt durch seine Standardabweichung (Karras et al. 2022).';

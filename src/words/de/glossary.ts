/** The glossary: the field's terms as this page uses them, and what stands around them. */

export const terms = {
  'alpha-bar': {
    name: 'ᾱ, Alpha quer',
    meaning: 'Das Produkt von 1 − β über die Schritte bis t: der Anteil der Varianz bei t, der Signal ist.',
  },
  'ancestral-sampling': {
    name: 'Ancestral Sampling',
    meaning:
      'Eine Kette Zustand für Zustand ziehen, jeden aus seiner Verteilung bei gegebenem vorigen. Der Sampler von DDPM.',
  },
  beta: {
    name: 'β, Beta',
    meaning: 'Die Varianz des Rauschens, das ein Schritt der Kette hinzufügt.',
  },
  brownian: {
    name: 'Brownsche Bewegung, Wiener-Prozess',
    meaning:
      'Ein zufälliger Pfad w mit unabhängigen Zuwächsen: Über eine Zeit t ist der Zuwachs normalverteilt mit Varianz t.',
  },
  'closed-form': {
    name: 'Geschlossene Form',
    meaning: 'Der Zustand bei t direkt aus den Daten, ohne die Schritte dazwischen: x_t = α x₀ + σ ε.',
  },
  conditioning: {
    name: 'Konditionierung',
    meaning: 'Was das Netz neben x_t erhält: die Zeit t und, wo es eine gibt, die Klasse.',
  },
  'probability-current': {
    name: 'Wahrscheinlichkeitsstrom',
    meaning:
      'Wie viel Wahrscheinlichkeit je Zeiteinheit durch einen Ort tritt; die Dichte ändert sich dort, wo er sich ändert.',
  },
  ddim: {
    name: 'DDIM',
    meaning:
      'Ein Sampler für dasselbe Netz wie DDPM, der kein Rauschen und wenige Schritte braucht; mit η = 1 ist er Ancestral Sampling.',
  },
  'diffusion-coefficient': {
    name: 'Diffusionskoeffizient, g',
    meaning: 'Die Größe des Rauschens in dx = f dt + g dw.',
  },
  drift: {
    name: 'Drift, f',
    meaning: 'Der nicht zufällige Teil von dx = f dt + g dw.',
  },
  elbo: {
    name: 'ELBO, Evidenzschranke',
    meaning:
      'Eine berechenbare Schranke für die Log-Likelihood: −log p(x₀) ist höchstens die Summe der Terme L_T, L_t und L_0.',
  },
  ema: {
    name: 'EMA',
    meaning:
      'Der exponentiell gleitende Mittelwert der Gewichte während des Trainings. Mit ihm wird gezogen, weil er weniger schwankt als die Gewichte.',
  },
  'energy-distance': {
    name: 'Energieabstand',
    meaning:
      'Ein Abstand zweier Verteilungen aus Stichproben, 2 E‖X − Y‖ − E‖X − X′‖ − E‖Y − Y′‖: null nur, wenn sie gleich sind.',
  },
  film: {
    name: 'FiLM, Faktor und Verschiebung',
    meaning: 'Konditionierung durch einen Faktor und einen Summanden für jedes Merkmal, berechnet aus t.',
  },
  floor: {
    name: 'Untergrenze',
    meaning:
      'Dieselbe Kennzahl für echte gegen andere echte Daten, oder der kleinste Verlust, den irgendein Netz auf frischen Daten erreichen kann: Kein Modell kommt darunter, außer durch Zufall oder auf Beispielen, die es auswendig kann.',
  },
  'fokker-planck': {
    name: 'Fokker-Planck-Gleichung',
    meaning: 'Wie sich die Dichte einer Diffusion mit der Zeit ändert: ∂p/∂t = −∂(f p)/∂x + ½ g² ∂²p/∂x².',
  },
  frechet: {
    name: 'Fréchet-Abstand',
    meaning:
      'Der Abstand zweier Mengen von Bildern nach Mittelwert und Kovarianz der Merkmale eines Klassifikators. Diese Seite benutzt einen kleinen eigenen Klassifikator, ihre Werte sind also kein FID aus einer Veröffentlichung.',
  },
  guidance: {
    name: 'Guidance',
    meaning:
      'Ziehen mit der Differenz der Vorhersagen mit und ohne Klasse, mal einem Gewicht w: näher an der Klasse und weniger vielfältig.',
  },
  kl: {
    name: 'KL-Divergenz',
    meaning:
      'Der Mittelwert von log q/p unter q: nie negativ, null nur für gleiche Verteilungen, und nicht symmetrisch.',
  },
  ncsn: {
    name: 'NCSN',
    meaning:
      'Noise Conditional Score Networks: Daten mit Rauschen wachsender Varianz, ohne Skalierung. Der Grenzfall ist die VE-SDE.',
  },
  nfe: {
    name: 'NFE',
    meaning: 'Die Netzauswertungen, die eine Stichprobe braucht: was das Ziehen kostet.',
  },
  'noise-schedule': {
    name: 'Rauschplan',
    meaning: 'Wie das Rauschen mit t wächst: die Betas aller Schritte, oder β(t).',
  },
  'probability-flow-ode': {
    name: 'Wahrscheinlichkeitsfluss-DGL',
    meaning: 'Eine gewöhnliche Differentialgleichung, deren Lösungen bei jedem t die Dichte der SDE haben.',
  },
  posterior: {
    name: 'A-posteriori-Verteilung, q(x_{t−1} | x_t, x₀)',
    meaning:
      'Die Verteilung des Zustands vor x_t bei bekannten Daten: eine Normalverteilung mit bekanntem Mittelwert und bekannter Varianz.',
  },
  'reverse-sde': {
    name: 'Rückwärts-SDE',
    meaning:
      'Die Diffusion, die vom Rauschen zu den Daten läuft, mit denselben Dichten wie die vorwärts; sie braucht den Score.',
  },
  score: {
    name: 'Score',
    meaning: 'Der Gradient der logarithmierten Dichte, ∇ log p_t(x): Er zeigt zu höherer Dichte.',
  },
  'denoising-score-matching': {
    name: 'Denoising Score Matching',
    meaning: 'Den Score lernen, indem man das Rauschen in verrauschten Daten vorhersagt.',
  },
  sde: {
    name: 'SDE',
    meaning: 'Eine stochastische Differentialgleichung, dx = f dt + g dw: eine Drift und Rauschen.',
  },
  'sliced-wasserstein': {
    name: 'Sliced-Wasserstein-Abstand',
    meaning:
      'Der mittlere Abstand zweier Stichproben entlang vieler Richtungen, jede entlang der Richtung sortiert.',
  },
  snr: {
    name: 'SNR, Signal-Rausch-Verhältnis',
    meaning: 'α²/σ² zu einer Zeit; sein Logarithmus fällt von den Daten zum Rauschen.',
  },
  'min-snr': {
    name: 'Min-SNR-Gewichtung',
    meaning:
      'Ein Gewicht jedes t im Verlust, min(SNR, γ), das verhindert, dass schwaches Rauschen die anderen Zeiten überwiegt.',
  },
  'terminal-snr': {
    name: 'End-SNR',
    meaning:
      'Das SNR zur letzten Zeit. Ist es nicht nahe 0, so beginnt das Ziehen bei einem Rauschen, das das Training nie gezeigt hat.',
  },
  v: {
    name: 'v-Vorhersage',
    meaning: 'Eine Zielgröße zwischen Rauschen und Daten, v = α ε − σ x₀, bei jedem t gleich groß.',
  },
  ve: {
    name: 'VE, explodierende Varianz',
    meaning: 'Ein Prozess, der Rauschen hinzufügt und die Daten nicht skaliert, sodass die Varianz wächst.',
  },
  velocity: {
    name: 'Geschwindigkeit, u',
    meaning:
      'Wie sich x_t mit t ändert. Auf Geraden von den Daten zum Rauschen ist sie ε − x₀; Flow Matching lernt ihren Mittelwert.',
  },
  vp: {
    name: 'VP, varianzerhaltend',
    meaning:
      'Ein Prozess, der die Daten herunterskaliert, während er Rauschen hinzufügt, sodass die Varianz bei 1 bleibt.',
  },
};
export const glossary = 'Glossar';
export const ownNotion = 'Ein Begriff dieser Seite.';
export const termsOfText = 'Begriffe:';
export const close = 'Schließen';

/** Brownian motion from coin tosses; drift and diffusion coefficient by hand. */

export const title = 'Vom Münzwurf zur Brownschen Bewegung';
export const steps = [
  'Mit einem Wurf beginnen, dann „Würfe“ nach rechts schieben.',
  'Erst die Drift a, dann den Diffusionskoeffizienten b verändern und Mittelwert und Standardabweichung vorher abschätzen.',
  'Dann unten die Vorwärtspfade der Ansicht ansehen: dieselbe Bewegung mit einer Drift zur 0.',
];
export const look =
  'Die Pfade, das Histogramm ihrer Endpunkte und daneben die Normalverteilung des Grenzfalls.';
export const outcome =
  'Eine faire Münze bewegt x um ±√Δt. Ein Wurf lässt zwei Orte zu, viele ergeben die Glockenkurve: Der größte Unterschied der beiden Verteilungsfunktionen ist 0,341 nach 1 Wurf, 0,098 nach 16 und 0,025 nach 256, ungefähr 0,4/√n. Der Mittelwert a t und die Varianz b² t stimmen bei jedem n, denn jeder Wurf hat Mittelwert 0 und Varianz Δt. Der Grenzfall ist die [Brownsche Bewegung](term:brownian) w, und dx = a dt + b dw ein Diffusionsprozess: a ist seine [Drift](term:drift), b sein [Diffusionskoeffizient](term:diffusion-coefficient).';

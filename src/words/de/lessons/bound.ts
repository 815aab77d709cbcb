/** Kullback–Leibler divergence, Jensen's inequality and the bound that training lowers. */

export const title = 'Warum eine Schranke: KL, Jensen und die ELBO';
export const steps = [
  'Mittelwert und Standardabweichung von q verschieben, bis beide Divergenzen 0 sind.',
  'Beobachten, wie sich die beiden Werte der Divergenz unterwegs unterscheiden, und die Lücke unter log p(x).',
  'Dann unten das Modell trainieren und „Schranke auswerten“ drücken: Ihre Terme werden oben aufsummiert.',
];
export const look =
  'Die Lücke zwischen log p(x) und der ELBO: Sie ist KL(q ‖ p(z|x)) und zugleich der Abstand der Kurve von ihrem Mittelwert.';
export const outcome =
  'KL(q ‖ p) ist nie negativ (Gibbs), 0 nur für q = p, nicht symmetrisch, mit q gleich der A-priori-Verteilung 1,12 Nats in der einen Richtung und 0,44 in der anderen, und konvex: Die Mischung aus je zur Hälfte q und p hat die Divergenz 0,433, weniger als die Hälfte von 1,12. Der Logarithmus ist konkav, deshalb liegt der Mittelwert von log w unter dem Logarithmus des Mittelwerts (Jensen); mit w = p(x, z)/q(z) ist das eine die ELBO und das andere log p(x), hier −1,455 Nats. Ist q die A-posteriori-Verteilung, so sind alle w gleich, und nichts geht verloren. Ein Diffusionsmodell hat x₁ … x_T anstelle von z und ein festes q, den Vorwärtsprozess: Seine ELBO ist eine Summe solcher Divergenzen, eine für jeden Schritt, jede zwischen zwei Gaußverteilungen.';

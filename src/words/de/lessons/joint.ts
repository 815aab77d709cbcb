/** Joint, conditional and marginal on a histogram, and Bayes' theorem from them. */

export const title = 'Gemeinsame, bedingte und Randverteilung: Bayes am Histogramm';
export const steps = [
  'Das Histogramm berühren, oder seine Spalte und seine Zeile verschieben.',
  'Die beiden Produkte ablesen: Sie ergeben dieselbe Zelle.',
  'Den log SNR auf −5 senken und sehen, wie die Zeile zur Randverteilung von x₀ wird.',
];
export const look = 'Die Spalte, der Vorwärtsschritt q(x_t|x₀), und die Zeile, der Rückweg p(x₀|x_t).';
export const outcome =
  'Die gemeinsame Verteilung hat eine Zahl für jedes Paar (x₀, x_t); alle 576 ergeben zusammen 1. Ihre Spalten summieren sich zu p(x₀), ihre Zeilen zu p(x_t), den Randverteilungen. Eine Spalte durch ihre Summe ist q(x_t|x₀), eine Gaußverteilung, die man wählt; eine Zeile durch ihre Summe ist p(x₀|x_t), die niemand gewählt hat: Bei log SNR 0 hat die Zeile x_t = 0,125 zwei Gipfel, mit 0,61 ihrer Masse links. Dieselbe gemeinsame Verteilung ist in zwei Richtungen ein Produkt, und mehr besagt Bayes nicht. Das q(x₀ … x_T) eines Diffusionsmodells ist ein solches Produkt von Schritten vorwärts, p_θ eines von Schritten rückwärts; jeder Schritt braucht nur den davor, denn die Kette ist markowsch. Bei log SNR −5 hängt die Zeile nicht mehr von x_t ab: Sie ist p(x₀) bis auf eine Totalvariation von 0,03.';

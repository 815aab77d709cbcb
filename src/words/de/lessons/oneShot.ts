/** One network evaluation for a sample, or many. */

export const title = 'Ein einziger Schritt oder viele';
export const steps = [
  'Die Auswertungen der Kette wählen und sie mit beiden Einschrittnetzen vergleichen.',
  'Die vier Punktwolken ansehen: Die Regression zieht nur den Mittelwert, die Kette in einer Auswertung die Ecken des Kastens um die Daten.',
  'Dann unten „Aus demselben Rauschen ziehen, 1 bis 50 Schritte“ drücken.',
];
export const look =
  'Wo die Kurve der Kette unter die Punkte der Regression fällt, und wie nah sie denen des Generators kommt.';
export const outcome =
  'Alle drei sind dasselbe Netz, mit 192.000 Auswertungen trainiert; die Einschrittnetze haben eine Konstante anstelle von t. Die Regression vom Rauschen auf zufällig zugeordnete Daten lernt den Mittelwert der Daten und zieht diesen Punkt: 0,86 von den Daten entfernt. Die Kette in einer Auswertung endet 0,93 entfernt, in den Ecken des Kastens, auf den x̂₀ begrenzt wird: In reinem Rauschen teilt ihre Schätzung durch fast kein Signal. Der Einschrittgenerator senkt den Energieabstand zwischen einem eigenen Batch und einem der Daten und endet bei 0,0021; die Kette endet bei 0,0079 mit 20 Auswertungen und bei 0,0035 mit 200 (DDIM, 3 Seeds; echte Daten 0,00064). In der Ebene genügt ein einziger Schritt, gemessen an dem Abstand, auf den trainiert wurde. Nach einem anderen, Sliced Wasserstein-1 von 500 Stichproben, ist der Generator 0,096 von den Daten entfernt und die Kette mit 20 Auswertungen 0,069, echte Daten 0,044. In den vielen Dimensionen von Bildern sagt ein Abstand zwischen Batches wenig, und an seiner Stelle urteilt ein zweites Netz, wie in einem GAN: eine Auswertung und scharfe Bilder, um den Preis eines instabilen Spiels, das einen Teil der Daten auslassen kann. Auch ein VAE braucht nur eine Auswertung und hat eine Schranke, die alle Daten abdeckt, aber sein gaußscher Decoder verwischt. Diffusion macht aus einem schweren Schritt viele leichte Regressionen: stabil und vollständig, aber langsam im Ziehen.';
export const onTrilemma = 'über Geschwindigkeit, Qualität und Abdeckung zugleich';
export const mmdNetworks = 'MMD-Netze';

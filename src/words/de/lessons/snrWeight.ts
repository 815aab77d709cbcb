/** The space of the loss is a weighting: the loss on ε of a network that predicts x0 is its loss on x0 with the weight SNR. */

export const title = 'Ein Verlust auf ε ist ein Verlust auf x₀ mit dem Gewicht SNR';
export const steps = [
  '„Trainieren“ drücken. Das Netz sagt x₀ vorher, und sein Verlust ist der quadrierte Fehler von x̂₀.',
  'Die Stichproben ansehen und ihren Abstand von den Daten.',
  'Dann reparieren und noch einmal trainieren: Die Untergrenze des Verlusts wird die der ε-Vorhersage.',
];
export const look = 'Die Stichproben entlang der Rolle und die Untergrenze des Verlusts.';
export const outcome =
  'ε = (x − αx₀)/σ, also zählt ein Fehler von x̂₀ in ε mit dem Faktor α²/σ² = [SNR](term:snr): mehr als 3.900 im ersten Rauschschritt, 1 in der Mitte und fast 0 im letzten. Ein Verlust auf x₀ ohne dieses Gewicht betrifft vor allem starkes Rauschen, wo sich x₀ nur raten lässt; die feine Form, die schwaches Rauschen zeigen würde, zählt kaum. Die Stichproben enden mindestens doppelt so weit von den Daten entfernt wie mit dem Gewicht. Ein Netz, das ε vorhersagt, hat das Gewicht in seiner Ausgabe.';
export const repair = 'Verlust auf ε: x₀ mit dem SNR gewichten';

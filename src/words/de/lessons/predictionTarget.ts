/** The same network with the noise, the data or v as its output. */

export const title = 'Was das Netz vorhersagt: ε, x₀ oder v';
export const steps = [
  'Die Zeit zum Rauschen schieben und ablesen, was aus einem Fehler der Ausgabe in x̂₀ und in ε̂ wird.',
  'Unten „Trainieren“ drücken: Vorhergesagt wird ε, und x̂₀ wird nicht begrenzt.',
  'Dann reparieren und noch einmal trainieren: Vorhergesagt wird v, weiterhin ohne Begrenzung.',
];
export const look =
  'Die drei Kurven an beiden Enden der Zeit: Eine ist beim Rauschen hoch, eine andere bei den Daten.';
export const outcome =
  'x_t = αx₀ + σε, also ergibt jede der Größen ε, x₀ und v = αε − σx₀ die beiden anderen. Doch ein Fehler der Ausgabe erreicht x̂₀ bei ε mal σ/α, bei x₀ mal 1 und bei v mal σ, und ε̂ mal 1, α/σ und α. Im letzten von 200 Kosinus-Schritten ist σ/α 4058: Ein Fehler von 0,01 verschiebt x̂₀ um 41, wo die Daten eine Standardabweichung von 1 haben. Im ersten Rauschschritt hat x₀ den großen Faktor, 63. Für v ist keiner je größer als 1. Gemessen mit 20 DDIM-Schritten und ohne Begrenzung: ε endet 118 von den Daten entfernt, x₀ 0,0027 und v 0,0020, wo echte Daten 0,0006 voneinander entfernt sind. x̂₀ auf den Wertebereich der Daten zu begrenzen, bringt ε auf 0,0079. Die Zielgröße ist auch eine Gewichtung des Verlusts: siehe die Lektion über SNR.';
export const repair = 'v vorhersagen';

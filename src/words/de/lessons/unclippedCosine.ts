/** At the end of the cosine schedule the prediction of x0 divides by almost nothing. */

export const title = 'Kosinus explodiert ohne Begrenzung';
export const steps = ['„Trainieren“ drücken.', 'Dann reparieren: Dasselbe Netz zieht sofort noch einmal.'];
export const look = 'Die Stichproben und ihr Abstand von den Daten.';
export const outcome =
  'Am Ende des Kosinus-[Rauschplans](term:noise-schedule) ist fast kein Signal übrig, und die Vorhersage x̂₀ = (x − σε̂)/α teilt dadurch: Ein kleiner Fehler von ε̂ verschiebt x̂₀ weit aus den Daten hinaus, und spätere Schritte korrigieren nur einen Teil davon. Der Abstand ist mehr als 1000-mal so groß wie der echter Daten; x̂₀ desselben Netzes zu begrenzen, bringt ihn unter das 20-Fache.';
export const repair = 'x̂₀ auf den Wertebereich der Daten begrenzen';

/** The tables of Train's charts. */

export const tables = {
  loss: 'Verluste',
  map: 'Neuester Verlust nach Zeit',
  score: 'Fehler des gelernten Scores nach Zeit',
  velocity: 'Fehler der gelernten Geschwindigkeit nach Zeit',
};
export const columns = {
  loss: ['Schritt', 'Verlust', 'geglättet'],
  map: ['t', 'Verlust'],
  score: ['t', 'Fehler'],
};
export const noTimeDrawn = 'hier kein t gezogen';

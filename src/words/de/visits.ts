/** A run of a link that does not begin by itself. */

export const endedWhileStarting = 'Die letzten beiden Besuche endeten, während ein Lauf startete.';
export const notByItself =
  'Deshalb beginnt dieser nicht von selbst. Geschieht es wieder, hilft ein anderes Backend oder ein kleineres Netz.';
export const start = 'Starten';

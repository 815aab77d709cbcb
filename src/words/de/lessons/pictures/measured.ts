/** What the pictures of measured networks share. */

export const energyDistance = 'Energieabstand von den Daten';

/** What the pictures of measured networks share. */

export const energyDistance = 'energy distance from the data';

/** The header of a page that is laid out for a projector. */

export const fullScreen = 'Full screen';
export const leave = 'Leave the presentation';

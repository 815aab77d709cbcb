/** The header of a page that is laid out for a projector. */

export const fullScreen = 'Full screen';
export const leave = 'Leave the presentation';
export const leaveTitle = 'Leave the presentation (Esc)';

/** The header of a page that is laid out for a projector. */

export const fullScreen = 'Vollbild';
export const leave = 'Präsentation verlassen';
export const leaveTitle = 'Präsentation verlassen (Esc)';

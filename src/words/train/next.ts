/** Train, below the figures: what a run can be followed by. */

export const settingsChanged = 'Settings changed: they apply to the next run.';
export const compareOneChange = 'Compare it with one setting changed';
export const restore = 'Restore the previous run';
export const restoreTitle = 'Its weights, losses and settings; the present run can be restored in turn';

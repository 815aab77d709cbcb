/** Points in a file, however many the page shows: enough to measure them elsewhere. */
export const POINTS_PER_FILE = 5000;

/** The ways in which a network can know t: those of the form's menu, and a network for each t. */
export const KINDS = ['scale-shift', 'add', 'concat', 'none', 'separate'] as const;
export type Kind = (typeof KINDS)[number];

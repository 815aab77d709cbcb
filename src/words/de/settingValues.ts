/** Values of settings that a number alone does not say. */
export const allExamples = 'alle';

/** Under the field of sampling steps, where a chain has fewer levels. @param n written */
export const stepsTaken = (n: string) => `Höchstens T: gezogen wird in ${n}.`;

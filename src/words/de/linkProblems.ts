/** What a link asks for and cannot have. */

export const notAccepted = (n: number) =>
  n === 1 ? 'Ein Wert im Link ist nicht zulässig.' : `${n} Werte im Link sind nicht zulässig.`;
export const othersApply = (problems: string) => `${problems} Alle anderen Werte gelten.`;

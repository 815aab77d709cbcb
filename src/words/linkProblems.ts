/** What a link asks for and cannot have. */

export const notAccepted = (n: number) =>
  `The link has ${n === 1 ? 'a value that is' : `${n} values that are`} not accepted.`;
export const othersApply = (problems: string) => `${problems} All other values apply.`;

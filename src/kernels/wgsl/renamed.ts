/** The same WGSL for a second set of arrays. */

/** @param names new names of identifiers; a member of the numbers is written with its dot: `n.inputs` */
export const renamed = (code: string, names: Readonly<Record<string, string>>): string =>
  Object.entries(names).reduce(
    (text, [from, to]) => text.replaceAll(new RegExp(`\\b${from.replace('.', '\\.')}\\b`, 'g'), to),
    code,
  );

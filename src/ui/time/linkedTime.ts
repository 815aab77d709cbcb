/** The denoising time in an address: of a link that was copied, or a figure saved, while the animation stood still. */
type Extra = Readonly<Record<string, string>>;

/** The position that an address names, 0 data to 1 noise; null where it names none, or one that is not valid. */
export function linkedTime({ at }: Extra): number | null {
  const position = at?.trim() ? Number(at) : Number.NaN;
  return position >= 0 && position <= 1 ? position : null;
}

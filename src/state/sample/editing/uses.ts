/** What can be done with a model beside drawing from noise, by its id in a link. */
export const USE_IDS = ['inpaint', 'edit', 'upscale', 'interpolate', 'classify'] as const;
export type UseId = (typeof USE_IDS)[number];

/** What means something in the plane. */
export const USES_OF_POINTS = [
  'inpaint',
  'edit',
  'interpolate',
  'classify',
] as const satisfies readonly UseId[];

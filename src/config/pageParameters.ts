/** The ids that parameters of an address name, of things that the page shows and that are no fields of a run. */

/** Layers of the stage, `layers=samples,error`. */
export const LAYER_IDS = ['data', 'samples', 'paths', 'score', 'velocity', 'density', 'error'] as const;
export type LayerId = (typeof LAYER_IDS)[number];

/** Paths of the Process view, `paths=forward,ode`. */
export const PATH_KINDS = ['forward', 'reverse', 'ode'] as const;
export type PathKind = (typeof PATH_KINDS)[number];

/** What can be done with a model beside drawing from noise, `use=inpaint`. */
export const USE_IDS = ['inpaint', 'edit', 'upscale', 'interpolate', 'classify'] as const;
export type UseId = (typeof USE_IDS)[number];

/** What means something in the plane. */
export const USES_OF_POINTS = [
  'inpaint',
  'edit',
  'interpolate',
  'classify',
] as const satisfies readonly UseId[];

/** The gallery: runs to begin with, and the models that ship. Its pictures and figures are those of `scripts/docs/gallery.mjs`. */
import { defaultsOf } from './family';
import type { RunConfig } from './fields';

/** Runs to train, by the fields that differ from the defaults of their data. */
export const GALLERY_RUNS = {
  moons: { dataset: 'moons' },
  'swiss-roll': { dataset: 'swiss-roll' },
  'gaussians-8': { dataset: 'gaussians-8' },
  'gaussians-25': { dataset: 'gaussians-25' },
  checkerboard: { dataset: 'checkerboard' },
  pinwheel: { dataset: 'pinwheel' },
  'spiral-flow': { dataset: 'spiral', process: 'flow' },
  text: { dataset: 'text', text: 'DDPM' },
} as const satisfies Record<string, Partial<RunConfig> & Pick<RunConfig, 'dataset'>>;

export type GalleryRunId = keyof typeof GALLERY_RUNS;

/** Models that ship, by their folders in public/pretrained. */
export const GALLERY_MODELS = [
  'mnist-classes',
  'mnist-cosine',
  'mnist-linear',
  'fashion-mnist-cosine',
  'flowers-cosine',
  'swiss-roll-cosine',
  'swiss-roll-linear',
] as const;

export type GalleryModelId = (typeof GALLERY_MODELS)[number];

export function galleryConfig(id: GalleryRunId): RunConfig {
  const changes: Partial<RunConfig> & Pick<RunConfig, 'dataset'> = GALLERY_RUNS[id];
  return { ...defaultsOf(changes.dataset, changes.process), ...changes };
}

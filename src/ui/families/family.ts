/** The facts of a family that the page needs, points in the plane or images, so that views ask it and do not branch. */
import type { Family } from '../../config/family';
import type { Measurement } from '../../types/score';

export interface FamilyView {
  readonly id: Family;
  /** One sample and several. */
  readonly noun: readonly [one: string, many: string];
  /** The figure that judges samples. */
  readonly measure: string;
  /** The same with what it is measured in. */
  readonly measureInFull: string;
  /** True where samples lie in a plane: then they have paths, a density and a score field to draw. */
  readonly planar: boolean;
  /** Samples over which the bound is averaged. */
  readonly boundSamples: number;
  /** The second figure of a measurement, in words. */
  secondFigure(measurement: Measurement): string;
}

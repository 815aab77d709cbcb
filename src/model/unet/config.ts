/**
 * The architecture of a U-Net: the fields of diffusers' `UNet2DModel`, plain data. The optional ones are rare and stand at
 * the values that diffusers gives them.
 */
import type { UnetConfig } from '../../interop/diffusersUnet';

export interface UnetArchitecture extends UnetConfig {
  /** true: the data are in [0, 1] and are moved to [-1, 1] first. Default false. */
  readonly centerInputSample?: boolean;
  /** What the mid block divides its residual sums by. Default 1. */
  readonly midBlockScaleFactor?: number;
  /** Groups of the mid attention's norm; null: as `normGroups`, but no norm with `scale_shift`. Default null. */
  readonly attnNormNumGroups?: number | null;
  /**
   * null: labels are integers [B], looked up in a table of `numClassEmbeds` rows (no table, no labels); one outside it (-1) is no
   * class, and adds nothing. 'timestep': rows [B, C0] of numbers embedded as a time is. 'identity': rows [B, 4·C0], added as they
   * are. C0 is the first of `blockOutChannels`. Default null.
   */
  readonly classEmbedType?: 'timestep' | 'identity' | null;
}

/** Width of the time embedding behind its two layers. */
export const timeWidth = (config: UnetArchitecture): number => 4 * config.blockOutChannels[0];

/**
 * A dense layer on Fourier features of points in the plane: y = [x, sin(x f), cos(x f)] W + b for some frequencies f, so that a network can
 * tell near points apart (Tancik et al. 2020).
 */
import type * as tf from '@tensorflow/tfjs-core';
import { choose } from '../choose';
import { fourierDenseOnModule, fourierFeaturesOnModule } from './module';
import { fourierDenseReference, fourierFeaturesReference } from './reference';
import { fourierDenseOnWebgpu, fourierFeaturesOnWebgpu } from './webgpu';

/** The shaders hold the frequencies in an array, which WGSL does not allow to be empty. */
const supported = (_: tf.Tensor, frequencies: readonly number[]): boolean => frequencies.length > 0;

/**
 * @param x           [B, 2]
 * @param frequencies F, in radians for each unit of x
 * @returns [B, 2 + 4F] the point itself, then the sines and the cosines, frequency by frequency
 */
export const fourierFeatures = choose({
  webgpu: fourierFeaturesOnWebgpu,
  supported,
  module: fourierFeaturesOnModule,
  reference: fourierFeaturesReference,
});

/**
 * @param x           [B, 2], a constant
 * @param frequencies F, in radians for each unit of x
 * @param w           [2 + 4F, N]
 * @param b           [N]
 * @returns [B, N]
 */
export const fourierDense = choose({
  webgpu: fourierDenseOnWebgpu,
  supported,
  module: fourierDenseOnModule,
  reference: fourierDenseReference,
});

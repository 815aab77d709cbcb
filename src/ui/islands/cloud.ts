/** Paints a cloud of points into the pixels of a canvas; coverage, pixels and background are reused from frame to frame. */
import type { Rgb } from '../canvas/colour';
import type { Surface } from '../canvas/island';
import {
  type CloudPart,
  type Coverage,
  createCoverage,
  type Ink,
  ink,
  inkOn,
  type Placing,
  splat,
} from '../canvas/splat';

export interface CloudLayer {
  readonly parts: readonly CloudPart[];
  /** Radius of a point in CSS pixels. */
  readonly radius: number;
  readonly ink: Ink;
}

export interface CloudPainter {
  /** Fills the canvas: background, then the layers in order. `placing` is in CSS pixels. */
  paint(surface: Surface, placing: Placing, ground: Rgb, layers: readonly CloudLayer[]): void;
}

export function createCloudPainter(): CloudPainter {
  let coverage: Coverage | null = null;
  let image: ImageData | null = null;
  return {
    paint({ g, w, h, scale }, placing, ground, layers) {
      const width = Math.round(w * scale);
      const height = Math.round(h * scale);
      if (!coverage || !image || coverage.width !== width || coverage.height !== height) {
        coverage = createCoverage(width, height);
        image = g.createImageData(width, height);
      }
      const pixels = image.data;
      const inPixels: Placing = {
        centreX: placing.centreX * scale,
        centreY: placing.centreY * scale,
        perUnit: placing.perUnit * scale,
      };
      const [lowest, ...others] = layers;
      for (const part of lowest?.parts ?? []) splat(coverage, inPixels, lowest.radius * scale, part);
      inkOn(coverage, pixels, ground, lowest?.ink ?? { colour: ground, opacity: 1 });
      for (const layer of others) {
        for (const part of layer.parts) splat(coverage, inPixels, layer.radius * scale, part);
        ink(coverage, pixels, layer.ink);
      }
      // putImageData ignores the transform: a painter of a part of the canvas adds its offset itself
      g.putImageData(image, Math.round(g.getTransform().e), 0);
    },
  };
}

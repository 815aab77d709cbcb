/** A layer is the part of a picture that changes seldom: painted once for what it depends on, then laid down as a bitmap. */
import type { Surface } from './island';

/**
 * @param surface where the layer is laid
 * @param needs   what the layer shows; it is painted again when one of them, the size or the theme changes
 * @param paint   draws on a surface of the same size
 */
export type Layer = (surface: Surface, needs: readonly unknown[], paint: (layer: Surface) => void) => void;

export function createLayer(): Layer {
  let canvas: HTMLCanvasElement | null = null;
  let last: readonly unknown[] = [];
  return (surface, needs, paint) => {
    const { w, h, scale, theme } = surface;
    if (surface.vector) {
      paint({ ...surface, pointer: null });
      return;
    }
    const all = [w, h, scale, theme, ...needs];
    if (!canvas || all.length !== last.length || all.some((need, i) => need !== last[i])) {
      last = all;
      canvas ??= document.createElement('canvas');
      canvas.width = Math.round(w * scale);
      canvas.height = Math.round(h * scale);
      const g = canvas.getContext('2d')!;
      g.setTransform(scale, 0, 0, scale, 0, 0);
      paint({ ...surface, g, pointer: null });
    }
    surface.g.drawImage(canvas, 0, 0, w, h);
  };
}

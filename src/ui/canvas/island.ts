/**
 * An island is a canvas that draws itself: `mount(canvas)` gives `update(data)` and `destroy()`. Updates only note the data; painting
 * happens in the page's one animation frame, at the screen's resolution; seldom while the canvas is out of sight.
 */
import { effect } from '@preact/signals';
import { cancelFrame, nextFrame } from './frame';
import { type Theme, theme } from './theme';

export interface Island<D> {
  update(data: D): void;
  destroy(): void;
}

export type Mount<D> = (canvas: HTMLCanvasElement) => Island<D>;

/** Where to draw: sizes in CSS pixels, `scale` device pixels in one of them. */
export interface Surface {
  readonly g: CanvasRenderingContext2D;
  readonly w: number;
  readonly h: number;
  readonly scale: number;
  readonly theme: Theme;
  /** Pointer over the canvas in CSS pixels, null when it is elsewhere. */
  readonly pointer: { readonly x: number; readonly y: number } | null;
  /** Asks for another painting in the next frame, for what is still moving. */
  readonly again: () => void;
}

export interface IslandOptions {
  /** Repaint when the pointer moves over it. */
  readonly hover?: boolean;
  /** Milliseconds between two paintings: what is small and beside the point need not move in every frame. */
  readonly rest?: number;
}

/** Milliseconds between two paintings of a canvas that is scrolled away: it is right when it comes into sight. */
const OUT_OF_SIGHT = 1000;
/** Beyond this, more pixels cost time and show nothing. */
const LARGEST_SCALE = 2;

/** @param create makes the drawing function of one island; what it closes over is that island's own cache */
export function island<D>(
  create: () => (surface: Surface, data: D) => void,
  { hover = false, rest = 0 }: IslandOptions = {},
): Mount<D> {
  return (canvas) => {
    const draw = create();
    const g = canvas.getContext('2d', { alpha: true })!;
    let data: { value: D } | null = null;
    let visible = true;
    let pointer: Surface['pointer'] = null;
    let painted = Number.NEGATIVE_INFINITY;
    let resting: ReturnType<typeof setTimeout> | undefined;
    const invalidate = () => {
      if (resting !== undefined) return;
      const wait = painted + (visible ? rest : OUT_OF_SIGHT) - performance.now();
      if (wait <= 0) nextFrame(paint);
      else {
        resting = setTimeout(() => {
          resting = undefined;
          nextFrame(paint);
        }, wait);
      }
    };
    const paint = () => {
      painted = performance.now();
      const w = canvas.clientWidth;
      const h = canvas.clientHeight;
      const colours = theme.peek();
      if (!data || !w || !h || !colours) return;
      const scale = Math.min(LARGEST_SCALE, devicePixelRatio || 1);
      const width = Math.round(w * scale);
      const height = Math.round(h * scale);
      if (canvas.width !== width || canvas.height !== height) {
        canvas.width = width;
        canvas.height = height;
      }
      g.setTransform(scale, 0, 0, scale, 0, 0);
      g.clearRect(0, 0, w, h);
      draw({ g, w, h, scale, theme: colours, pointer, again: invalidate }, data.value);
    };
    const resized = new ResizeObserver(invalidate);
    resized.observe(canvas);
    const seen = new IntersectionObserver((entries) => {
      visible = entries.at(-1)?.isIntersecting ?? true;
      if (visible) nextFrame(paint);
    });
    seen.observe(canvas);
    const unfollow = effect(() => {
      theme.value;
      invalidate();
    });
    const moved = (event: PointerEvent) => {
      pointer = { x: event.offsetX, y: event.offsetY };
      invalidate();
    };
    const left = () => {
      pointer = null;
      invalidate();
    };
    if (hover) {
      canvas.addEventListener('pointermove', moved);
      canvas.addEventListener('pointerleave', left);
    }
    return {
      update(value) {
        data = { value };
        invalidate();
      },
      destroy() {
        cancelFrame(paint);
        clearTimeout(resting);
        resized.disconnect();
        seen.disconnect();
        unfollow();
        canvas.removeEventListener('pointermove', moved);
        canvas.removeEventListener('pointerleave', left);
      },
    };
  };
}

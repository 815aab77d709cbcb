/**
 * An island is a canvas that draws itself: `mount(canvas)` returns `update(data)` and `destroy()`. An update stores the data; painting
 * happens in the page's one animation frame, at the screen's resolution, and less often while the canvas is off screen.
 */
import { effect } from '@preact/signals';
import { cancelFrame, nextFrame } from './frame';
import { type Theme, theme } from './theme';

interface Island<D> {
  update(data: D): void;
  destroy(): void;
}

export type Mount<D> = (canvas: HTMLCanvasElement) => Island<D>;

/** Where to draw: sizes in CSS pixels, enlarged as `enlargement` says; `scale` device pixels in one of them. */
export interface Surface {
  readonly g: CanvasRenderingContext2D;
  readonly w: number;
  readonly h: number;
  readonly scale: number;
  readonly theme: Theme;
  /** Pointer over the canvas in CSS pixels, null when it is elsewhere. */
  readonly pointer: { readonly x: number; readonly y: number } | null;
  /** Requests another painting in the next frame, while something still moves. */
  readonly again: () => void;
  /** True where marks become the shapes of a drawing: nothing is laid down as a bitmap that could be drawn. */
  readonly vector?: boolean;
}

/** Draws what a canvas shows on another context. @returns whether it shows something */
type Repaint = (onto: CanvasRenderingContext2D, scale: number, vector: boolean) => boolean;

const repaints = new WeakMap<HTMLCanvasElement, Repaint>();

/** @returns how the island of a canvas draws itself elsewhere; undefined for another canvas */
export const repaintOf = (canvas: HTMLCanvasElement): Repaint | undefined => repaints.get(canvas);

export interface IslandOptions {
  /** Repaint when the pointer moves over it. */
  readonly hover?: boolean;
  /** Least milliseconds between two paintings: a small side picture need not move in every frame. */
  readonly minInterval?: number;
}

/** Milliseconds between two paintings of a canvas that is off screen; it is painted at once when it comes into view. */
const OFF_SCREEN_INTERVAL = 1000;
/** Device pixels per CSS pixel; beyond this, more pixels cost time and show nothing. */
const LARGEST_SCALE = 2;

/**
 * How many CSS pixels of the page are one unit of a canvas's drawing: more than 1 on a large screen, where letters, lines and dots grow
 * together. The stylesheet sets it.
 */
const enlargementOf = (element: Element): number =>
  Number.parseFloat(getComputedStyle(element).getPropertyValue('--enlargement')) || 1;

/** Where a pointer is on an element, and the element's size, in the units in which canvases draw. */
export function pointOn(element: Element, { clientX, clientY }: PointerEvent) {
  const enlargement = enlargementOf(element);
  const { left, top, width, height } = element.getBoundingClientRect();
  return {
    x: (clientX - left) / enlargement,
    y: (clientY - top) / enlargement,
    w: width / enlargement,
    h: height / enlargement,
  };
}

/** @param create makes the drawing function of one island; its closure is that island's own cache */
export function island<D>(
  create: () => (surface: Surface, data: D) => void,
  { hover = false, minInterval = 0 }: IslandOptions = {},
): Mount<D> {
  return (canvas) => {
    const draw = create();
    const g = canvas.getContext('2d', { alpha: true })!;
    let data: { value: D } | null = null;
    let visible = true;
    let enlargement = enlargementOf(canvas);
    let pointer: Surface['pointer'] = null;
    let painted = Number.NEGATIVE_INFINITY;
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const invalidate = () => {
      if (waiting !== undefined) return;
      const wait = painted + (visible ? minInterval : OFF_SCREEN_INTERVAL) - performance.now();
      if (wait <= 0) nextFrame(paint);
      else {
        waiting = setTimeout(() => {
          waiting = undefined;
          nextFrame(paint);
        }, wait);
      }
    };
    const paint = () => {
      painted = performance.now();
      const w = canvas.clientWidth / enlargement;
      const h = canvas.clientHeight / enlargement;
      const colours = theme.peek();
      if (!data || !w || !h || !colours) return;
      const pixelRatio = Math.min(LARGEST_SCALE, devicePixelRatio || 1);
      const width = Math.round(canvas.clientWidth * pixelRatio);
      const height = Math.round(canvas.clientHeight * pixelRatio);
      if (canvas.width !== width || canvas.height !== height) {
        canvas.width = width;
        canvas.height = height;
      }
      const scale = pixelRatio * enlargement;
      g.setTransform(scale, 0, 0, scale, 0, 0);
      g.clearRect(0, 0, w, h);
      draw({ g, w, h, scale, theme: colours, pointer, again: invalidate }, data.value);
    };
    repaints.set(canvas, (onto, pixelRatio, vector) => {
      const w = canvas.clientWidth / enlargement;
      const h = canvas.clientHeight / enlargement;
      const colours = theme.peek();
      if (!data || !w || !h || !colours) return false;
      const scale = pixelRatio * enlargement;
      onto.setTransform(scale, 0, 0, scale, 0, 0);
      draw({ g: onto, w, h, scale, theme: colours, pointer: null, again: () => {}, vector }, data.value);
      invalidate(); // its caches are of another size now
      return true;
    });
    const resized = new ResizeObserver(() => {
      enlargement = enlargementOf(canvas);
      invalidate();
    });
    resized.observe(canvas);
    const observer = new IntersectionObserver((entries) => {
      visible = entries.at(-1)?.isIntersecting ?? true;
      if (visible) nextFrame(paint);
    });
    observer.observe(canvas);
    const stopTheme = effect(() => {
      theme.value;
      invalidate();
    });
    const moved = (event: PointerEvent) => {
      pointer = { x: event.offsetX / enlargement, y: event.offsetY / enlargement };
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
        clearTimeout(waiting);
        resized.disconnect();
        observer.disconnect();
        stopTheme();
        canvas.removeEventListener('pointermove', moved);
        canvas.removeEventListener('pointerleave', left);
      },
    };
  };
}

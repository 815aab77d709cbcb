/** A canvas in the page that an island draws: it is mounted once, and follows a signal. */
import { effect, type ReadonlySignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Mount } from '../canvas/island';

export interface IslandCanvasProps<D> {
  readonly mount: Mount<D>;
  readonly data: ReadonlySignal<D>;
  readonly class?: string;
  /** Accessible name; without one the canvas is decoration. */
  readonly label?: string;
  /** One sentence that says what the picture shows now. */
  readonly summary?: string;
  /** Called when the pointer enters and leaves: pictures highlight their symbols. */
  readonly onPoint?: (inside: boolean) => void;
}

export function IslandCanvas<D>({
  mount,
  data,
  class: className,
  label,
  summary,
  onPoint,
}: IslandCanvasProps<D>) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (!canvas.current) return;
    const mounted = mount(canvas.current);
    const unfollow = effect(() => mounted.update(data.value));
    return () => {
      unfollow();
      mounted.destroy();
    };
  }, [mount, data]);
  const pointing = onPoint && {
    onPointerEnter: () => onPoint(true),
    onPointerLeave: () => onPoint(false),
  };
  return label ? (
    <canvas
      ref={canvas}
      class={className}
      role="img"
      aria-label={label}
      aria-description={summary}
      {...pointing}
    />
  ) : (
    <canvas ref={canvas} class={className} {...pointing} />
  );
}

/** The guesses x̂0 of one side over the steps of sampling, as traces in the plane: a ring where each begins, a dot where it ends. */
import type { Side } from '../../../../state/compare/comparison';
import type { Trajectory } from '../../../../types/trajectory';

/** In units of the drawing. */
const SIZE = 200;
/** Traces that stay legible. */
const TRACES = 24;

interface Props {
  readonly side: Side;
  readonly trajectory: Trajectory;
  /** Half the height of the plane that is shown. */
  readonly world: number;
  readonly label: string;
}

export function GuessPanel({ side, trajectory: { guesses, frames, count }, world, label }: Props) {
  const place = (frame: number, n: number) => {
    const at = 2 * (frame * count + n);
    const scale = SIZE / 2 / world;
    return [SIZE / 2 + scale * guesses[at], SIZE / 2 - scale * guesses[at + 1]] as const;
  };
  const traces = Array.from({ length: Math.min(TRACES, count) }, (_, n) =>
    Array.from({ length: frames }, (_, frame) => place(frame, n)),
  );
  return (
    <svg class="guess-panel" viewBox={`0 0 ${SIZE} ${SIZE}`} role="img" aria-label={label}>
      <g class={side}>
        {traces.map((trace, n) => {
          const [begin, end] = [trace[0], trace[trace.length - 1]];
          return (
            <g key={String(n)}>
              <path
                d={trace.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('')}
              />
              <circle class="begin" cx={begin[0]} cy={begin[1]} r="2.4" />
              <circle class="end" cx={end[0]} cy={end[1]} r="2.6" />
            </g>
          );
        })}
      </g>
    </svg>
  );
}

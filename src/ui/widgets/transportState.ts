/** The state of a transport: which of its buttons, figures and sentence stands out. It follows from the phases of its runs. */
import type { Phase } from '../../types/run';

export type TransportState = 'ready' | 'compiling' | 'training' | 'paused' | 'done' | 'failed';

export function transportStateOf(phase: Phase | undefined): TransportState {
  switch (phase) {
    case undefined:
    case 'stopped':
      return 'ready';
    case 'preparing':
    case 'compiling':
      return 'compiling';
    case 'training':
    case 'paused':
    case 'done':
    case 'failed':
      return phase;
    default:
      return phase satisfies never;
  }
}

/** The order that decides the state of two runs: the first that either is in. While one still trains, both count as training. */
const PRECEDENCE = ['training', 'compiling', 'paused', 'failed', 'done'] as const;

export function transportStateOfBoth(a: Phase | undefined, b: Phase | undefined): TransportState {
  const phases = [a, b];
  // a pretrained model is done before the other side has begun
  if (phases.includes('done') && phases.includes(undefined)) return 'ready';
  const states = phases.map(transportStateOf);
  return PRECEDENCE.find((state) => states.includes(state)) ?? 'ready';
}

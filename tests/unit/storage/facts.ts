/** What the tests save of a run beside its checkpoint. */
import type { RunFacts } from '../../../src/storage/runs';

export const facts = (more: Partial<RunFacts> = {}): RunFacts => ({
  name: 'a run',
  origin: 'train',
  base: 'new',
  trainedFor: 10,
  backend: 'wasm',
  curve: { steps: Float32Array.of(1), values: Float32Array.of(1) },
  quality: null,
  thumbnail: null,
  current: true,
  ...more,
});

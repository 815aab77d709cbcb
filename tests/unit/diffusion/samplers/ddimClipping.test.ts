/** DDIM with clipped guesses agrees with diffusers, whose `use_clipped_model_output` says from which x̂0 ε̂ is computed. */
import { describe, expect, test } from 'vitest';
import { createProcess } from '../../../../src/diffusion/processes';
import { planSampling } from '../../../../src/diffusion/samplers';
import { arrays, finalState, sampleWithPlan } from '../../../../src/diffusion/samplers/apply';
import type { SpacingId } from '../../../../src/diffusion/samplers/spacing';
import { distance, exactDenoiser, flat, reference, type SamplerFixture } from '../reference';

interface Run {
  readonly schedule: 'linear' | 'cosine';
  readonly spacing: SpacingId;
  readonly eta: number;
  readonly clippedEps: boolean;
  readonly x: number[][][];
}

const { gmm, x_T, noise } = reference<SamplerFixture>('samplers');
const { clip, runs } = reference<{ readonly clip: number; readonly runs: readonly Run[] }>('ddimClipping');

const walk = ({ schedule, ...request }: Omit<Run, 'x'>, denoise = exactDenoiser(gmm, clip)) => {
  const process = createProcess({ schedule, T: 1000 });
  const plan = planSampling(process, { sampler: 'ddim', samplingSteps: 10, ...request });
  return sampleWithPlan(plan, arrays(2), denoise, flat(x_T), (draw) => flat(noise[draw]));
};

describe('DDIM with clipped guesses', () => {
  test.each(runs)(
    '$schedule, $spacing, η $eta, ε̂ of the clipped guess $clippedEps: the states of diffusers to 1e-9',
    ({ x, ...run }) => {
      const states = Array.from(walk(run), (state) => state.x);
      expect(states).toHaveLength(x.length);
      for (const [i, state] of states.entries())
        expect(distance(state, flat(x[i])), `step ${i}`).toBeLessThan(1e-9);
    },
  );

  test('both ways differ where guesses are clipped, and agree where none is', () => {
    const run = { schedule: 'linear', spacing: 'trailing', eta: 0.5 } as const;
    const ends = (denoise = exactDenoiser(gmm, clip)) =>
      [true, false].map((clippedEps) => finalState(walk({ ...run, clippedEps }, denoise)));
    const [clipped, own] = ends();
    expect(distance(clipped, own)).toBeGreaterThan(0.01);
    const [one, other] = ends(exactDenoiser(gmm));
    expect(distance(one, other)).toBeLessThan(1e-9);
  });
});

/** The drawing of a path: the noises of its ends, and samples on the way, by the editor's act. No DOM. */
import { passesOf } from '../../../../config/evaluations';
import type { RunConfig } from '../../../../config/fields';
import { openPlan } from '../../../../config/openPlan';
import { encodedTimes } from '../../../../diffusion/editing/interpolate';
import { createProcess } from '../../../../diffusion/processes';
import { fillNormal } from '../../../../lib/rng';
import type { DrawPart } from '../../../../state/sample/editing/acts';
import type { EditedSession, Editor } from '../../../../state/sample/editing/editor';
import { arc, drawPath } from '../../../../state/sample/editing/path';
import type { Edit } from '../../../../types/edit';
import * as words from '../../../../words/sampleUse';

export type Between =
  /** With the overrides of the class that is drawn. */
  | { readonly kind: 'noises'; readonly ofClass: Partial<RunConfig> }
  /** [...shape] each, and what both are, for sentences */
  | { readonly kind: 'samples'; readonly ends: readonly [Float32Array, Float32Array]; readonly name: string }
  | {
      readonly kind: 'classes';
      readonly from: number;
      readonly to: number;
      readonly names: readonly string[];
    };

/** A sample is a function of its noise, and the way up to the noise of an image is this one solved backwards. */
const SOLVER = { sampler: 'ddim', eta: 0, samplingSteps: 25, spacing: 'trailing' } as const;
/** Two encoded samples, the path at first, and two refinements. */
const EXPECTED_DRAWS = 4;

const rowsOf = (values: Float32Array, size: number): Float32Array[] =>
  Array.from({ length: values.length / size }, (_, i) => values.slice(i * size, (i + 1) * size));

const rootMeanSquare = (a: Float32Array, b: Float32Array): number =>
  Math.sqrt(a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0) / a.length);

interface PathDrawing {
  readonly draw: DrawPart;
  readonly seed: number;
  readonly overrides: Partial<RunConfig>;
}

/** The states of the ends, [...shape] each; null where it was cancelled. */
async function endStates(
  session: EditedSession,
  between: Between,
  size: number,
  { draw, seed, overrides }: PathDrawing,
): Promise<readonly [Float32Array, Float32Array] | null> {
  if (between.kind === 'samples') {
    const samples = Float32Array.of(...between.ends[0], ...between.ends[1]);
    const states = await draw({
      edit: { kind: 'encode', samples },
      count: 2,
      overrides,
    });
    return states && [states.slice(0, size), states.slice(size)];
  }
  const config = { ...session.form.config.peek(), ...SOLVER };
  const { initialScale } = openPlan(config, createProcess(config));
  const noise = (first: number) =>
    fillNormal(new Float32Array(size), { seed, stream: 'start', step: 0 }, first * size).map(
      (z) => z * initialScale,
    );
  return [noise(0), noise(between.kind === 'classes' ? 0 : 1)];
}

/** Without a class, a sample of any class can be encoded; without guidance, classes would have no effect. */
const overridesOf = (between: Between, { guidance }: Pick<RunConfig, 'guidance'>): Partial<RunConfig> => ({
  ...SOLVER,
  ...(between.kind === 'samples' && { guidance: 0 }),
  ...(between.kind === 'classes' && { guidance: guidance || 1 }),
  ...(between.kind === 'noises' && between.ofClass),
});

/** @param chosen perhaps for a model with more classes @param count of classes, at least 2 */
export const classEnds = (
  chosen: readonly [from: number, to: number],
  count: number,
): readonly [from: number, to: number] => (Math.max(...chosen) < count ? chosen : [0, 1]);

/** Evaluations of the way from a state to its sample: one for each level. Encoded samples begin below the noise. */
function evaluationsOf({ kind }: Between, config: RunConfig): number {
  const process = createProcess(config);
  const plan = openPlan(config, process);
  return kind === 'samples' ? encodedTimes(process, plan).length : plan.nfe;
}

function nameOf(between: Between): string {
  if (between.kind === 'noises') return words.twoNoises;
  if (between.kind === 'samples') return between.name;
  return words.twoClasses(between.names[between.from], between.names[between.to]);
}

/** Draws the path between two ends, and shows it in the editor. @param size numbers of a sample */
export function interpolate(
  session: EditedSession,
  editor: Editor,
  between: Between,
  size: number,
): Promise<void> {
  const overrides = overridesOf(between, session.form.config.peek());
  return editor.act(EXPECTED_DRAWS, async (draw, seed) => {
    const config = { ...session.form.config.peek(), ...overrides };
    // between two classes the guess without a class is mixed with those of both
    const passes = between.kind === 'classes' ? 3 : passesOf(config);
    const nfe = passes * evaluationsOf(between, config);
    const ends = await endStates(session, between, size, { draw, seed, overrides });
    if (!ends) return;
    const editAt = (shares: readonly number[]): Edit => {
      const states = arc(...ends, shares);
      if (between.kind !== 'classes') return { kind: 'decode', states, encoded: between.kind === 'samples' };
      return { kind: 'decode', states, classes: { from: between.from, to: between.to, shares } };
    };
    const path = await drawPath(async (shares) => {
      const samples = await draw({ edit: editAt(shares), count: shares.length, overrides });
      return samples && rowsOf(samples, size);
    });
    if (!path) return;
    const missed =
      between.kind === 'samples'
        ? Math.max(
            rootMeanSquare(path.samples[0], between.ends[0]),
            rootMeanSquare(path.samples.at(-1)!, between.ends[1]),
          )
        : null;
    editor.results.interpolated.value = { path, between: nameOf(between), seed, nfe, missed };
  });
}

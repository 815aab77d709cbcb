/** Draws one coordinate of points whose other one is known, and compares it with the exact conditional distribution. No DOM. */
import type { EvaluatorApi } from '../../../../../../workers/evaluator';
import { drawnLabel } from '../../../../../config/classNames';
import { concerns } from '../../../../../config/family';
import type { RunConfig } from '../../../../../config/fields';
import type { KnownCoordinate } from '../../../../../diffusion/exact/conditional';
import type { DrawnPart } from '../../../../../state/sample/editing/acts';
import type { EditedSession, Editor } from '../../../../../state/sample/editing/editor';
import { ancestral, JUMP_LENGTH } from '../Resamplings';

/** As many as go through the network together. */
export const POINTS = 1000;
/** Levels: a network of points is small. */
export const STEPS = 50;

interface Options {
  readonly known: KnownCoordinate;
  readonly resamplings: number;
  /** The class that is drawn, as settings. */
  readonly ofClass: Partial<RunConfig>;
  readonly evaluator: Pick<EvaluatorApi, 'conditional'>;
}

/** The act of the editor that draws on the line, and shows what comes of it. */
export function inpaintLine(
  session: EditedSession,
  editor: Editor,
  { known, resamplings, ofClass, evaluator }: Options,
): Promise<void> {
  const { axis, value } = known;
  const part: DrawnPart = {
    edit: {
      kind: 'inpaint',
      sample: axis === 0 ? Float32Array.of(value, 0) : Float32Array.of(0, value),
      known: axis === 0 ? Uint8Array.of(1, 0) : Uint8Array.of(0, 1),
      resamplings,
      jumpLength: JUMP_LENGTH,
    },
    count: POINTS,
    overrides: { ...ancestral(STEPS), ...ofClass },
  };
  return editor.act(1, async (draw, seed, signal) => {
    const points = await draw(part);
    if (!points) return;
    const { source } = session.model.peek()!;
    const config = { ...session.form.config.peek(), ...ofClass };
    const exact = await evaluator.conditional({ config, ...(source && { source }) }, known, points);
    if (signal.aborted) return;
    const drawsClass = concerns('guidance', config) && (drawnLabel(config) ?? -1) >= 0;
    const guidance = drawsClass ? config.guidance : 1;
    editor.results.line.value = { known, points, parts: [part], seed, exact, guidance };
  });
}

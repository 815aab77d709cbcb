/** First visit, one guess or many: what the open model draws with few and with many network evaluations, each measured once it is there. */
import { effect, signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { passesOf } from '../../../../config/evaluations';
import { familyOf } from '../../../../config/family';
import type { NearestAnswer } from '../../../../types/quality';
import type { Measurement } from '../../../../types/score';
import * as words from '../../../../words/lessons/pictures/firstVisit';
import { standingOf } from '../../../quality';
import { type Lab, useLab } from '../../../shell/lab';
import { sampleLabOf } from '../../../views/sample/lab';
import { Choices, Controls, Finding } from '../controls';
import '../pictures.css';

/** Steps back that the buttons set, by family. */
const CHOICES = { images: [1, 5, 25], points: [1, 3, 20] } as const;

/** What a number of network evaluations gives: of points both distances, of images how far the selected one is from training images. */
type Drawn = { readonly nfe: number } & (
  | Pick<Measurement, 'score' | 'second'>
  | { readonly nearest: Pick<NearestAnswer, 'distance' | 'usual'> }
);

export function drawnSentence(drawn: Drawn): string {
  const { nfe } = drawn;
  if ('nearest' in drawn) {
    const { distance, usual } = drawn.nearest;
    if (usual === null) return '';
    return words.nearestImage({ nfe, distance: Math.round(distance), usual: Math.round(usual) });
  }
  const standing = standingOf(drawn.score, drawn.second);
  if (!standing) return '';
  return standing.kind === 'alike' ? words.evaluatedAlike(nfe) : words.evaluated(nfe, standing.text);
}

/** Keeps the newest figure for each number of evaluations that the session draws with. */
function followDraws(lab: Lab) {
  const { session, evidence } = sampleLabOf(lab);
  const drawn = signal<readonly Drawn[]>([]);
  const keep = (figures: Drawn) => {
    const others = drawn.peek().filter(({ nfe }) => nfe !== figures.nfe);
    drawn.value = [...others, figures].sort((a, b) => a.nfe - b.nfe);
  };
  const stop = effect(() => {
    const samples = session.samples.value;
    const quality = evidence.quality.value;
    const nearest = evidence.nearest.value;
    if (!samples || samples.preview) return;
    const nfe = passesOf(samples.config) * samples.trajectory.nfe;
    if (familyOf(samples.config.dataset) === 'points') {
      if (quality) keep({ nfe, score: quality.score, second: quality.second });
    } else if (nearest?.of === samples) keep({ nfe, nearest });
  });
  return { session, drawn, stop };
}

export default function Evaluations() {
  const lab = useLab();
  const { session, drawn, stop } = useMemo(() => followDraws(lab), [lab]);
  useEffect(() => stop, [stop]);
  const { samplingSteps, dataset } = session.form.config.value;
  const activity = session.activity.value;
  const sentences = drawn.value.map(drawnSentence).join(' ');
  return (
    <>
      <Controls>
        <Choices
          label={words.stepsBack}
          options={CHOICES[familyOf(dataset)].map((value) => ({ value, label: String(value) }))}
          isOn={(value) => value === samplingSteps}
          choose={(value) => session.form.set('samplingSteps', value)}
        />
      </Controls>
      <Finding>{activity && !sentences ? words.drawing : sentences}</Finding>
    </>
  );
}

/** Quality against the number of sampling steps, for both sides: the answer in a sentence, its chart and its table. */
import { useMemo } from 'preact/hooks';
import { answerOf } from '../../../../state/compare/answer';
import { SIDES } from '../../../../state/compare/comparison';
import * as words from '../../../../words/compare/study';
import { useCompare } from '../lab';
import type { CompareModel } from '../model/compareModel';
import { basisOf, namesOf, studyRefusal, studyRows } from './reading';
import { StudyChart, StudyControls, StudyTable } from './StudyFigure';
import { STEP_WORDS } from './studyWords';

export default function StepsStudy({ model }: { model: CompareModel }) {
  const compare = useCompare();
  const study = compare.stepStudy;
  const rows = studyRows(compare, study);
  const answer = answerOf(rows, namesOf(model, compare));
  const refusals = SIDES.flatMap((side) =>
    (study.result.value?.refusals[compare.slot(side)] ?? []).map(({ x, why }) =>
      words.refused(side.toUpperCase(), STEP_WORDS.place(x), why),
    ),
  );
  const refusal = useMemo(() => () => studyRefusal(model), [model]);
  const steps = study.result.value?.steps;
  const [a, b] = SIDES.map((side) => steps?.[compare.slot(side)] ?? 0);
  // a pretrained model has no step of its own here
  const after = a > 0 && b > 0 ? words.afterTraining(a, b) : null;
  return (
    <figure class="study">
      <figcaption>
        <h2>{answer ?? STEP_WORDS.name}</h2>
        <p>
          {basisOf(model, study, rows)}
          {after && ` ${after}`}
        </p>
      </figcaption>
      {rows.length > 0 && (
        <>
          <StudyChart rows={rows} words={STEP_WORDS} summary={answer ?? ''} />
          <StudyTable rows={rows} words={STEP_WORDS} />
          <p class="hint">{words.seedNote}</p>
        </>
      )}
      <StudyControls study={study} words={STEP_WORDS} rows={rows} refusal={refusal} />
      {refusals.map((refusal) => (
        <p class="check" key={refusal}>
          {refusal}
        </p>
      ))}
    </figure>
  );
}

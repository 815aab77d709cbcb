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
  return (
    <figure class="study">
      <figcaption>
        <h2>{answer ?? STEP_WORDS.name}</h2>
        <p>
          {basisOf(model, study, rows)}
          {steps && ` ${words.afterTraining(steps[compare.slot('a')], steps[compare.slot('b')])}`}
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

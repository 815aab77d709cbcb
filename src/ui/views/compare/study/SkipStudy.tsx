/** The skipped start, for both sides: quality against the share of reverse steps that is left out. */
import { useMemo } from 'preact/hooks';
import { paperText, skipAnswer, skippedSteps } from '../../../../state/compare/skipStudy';
import * as words from '../../../../words/compare/study';
import { useCompare } from '../lab';
import type { CompareModel } from '../model/compareModel';
import { basisOf, linearSide, namesOf, studyRefusal, studyRows } from './reading';
import { StudyChart, StudyControls, StudyTable } from './StudyFigure';
import { SKIP_WORDS } from './studyWords';

export default function SkipStudy({ model }: { model: CompareModel }) {
  const compare = useCompare();
  const study = compare.skipStudy;
  const rows = studyRows(compare, study);
  const answer = skipAnswer(rows, namesOf(model, compare));
  const paper = paperText(rows, linearSide(model));
  const refusal = useMemo(() => () => studyRefusal(model), [model]);
  const steps = skippedSteps(model.a.config.value);
  return (
    <figure class="study">
      <figcaption>
        <h2>{answer ?? words.skipTitle}</h2>
        <p>
          {words.skipHint(steps)} {basisOf(model, study, rows)}
        </p>
      </figcaption>
      {rows.length > 0 && (
        <>
          <StudyChart rows={rows} words={SKIP_WORDS} summary={answer ?? ''} />
          <StudyTable rows={rows} words={SKIP_WORDS} />
          {paper && <p>{paper}</p>}
          <p class="hint">{words.seedNote}</p>
        </>
      )}
      <StudyControls study={study} words={SKIP_WORDS} rows={rows} refusal={refusal} />
    </figure>
  );
}

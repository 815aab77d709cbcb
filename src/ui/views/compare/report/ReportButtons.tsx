/** The comparison as one page to keep, and its scores as a table. */
import { useMemo } from 'preact/hooks';
import * as words from '../../../../words/compare/view';
import { download } from '../../../files/download';
import { useLab } from '../../../shell/lab';
import { loadPart } from '../../../shell/loadPart';
import { useThrottled } from '../../../widgets/useThrottled';
import { useCompare } from '../lab';
import type { CompareModel } from '../model/compareModel';

const file = () => Promise.all([import('./reportData'), import('./reportFile')]);

export default function ReportButtons({ model }: { model: CompareModel }) {
  const lab = useLab();
  const compare = useCompare();
  const read = useMemo(
    () => () => [model.a.run.value, model.b.run.value].every((run) => run !== null && run.samples !== null),
    [model],
  );
  const ready = useThrottled(read, 500);
  const measured = compare.stepStudy.result.value !== null || compare.skipStudy.result.value !== null;
  const save = async (kind: 'page' | 'scores') => {
    const parts = await loadPart(lab.notices, file);
    if (!parts) return;
    const [{ reportData }, { saveReport, saveScores }] = parts;
    const data = reportData(model, compare, lab);
    if (!data) return;
    if (kind === 'page') saveReport(data, download);
    else saveScores(data, compare, download);
  };
  return (
    <div class="measure">
      <button
        type="button"
        disabled={!ready}
        title={ready ? words.reportTitle : words.trainBothFirst}
        onClick={() => void save('page')}
      >
        {words.downloadReport}
      </button>
      <button
        type="button"
        class="quiet"
        disabled={!measured}
        title={measured ? words.scoresTitle : words.noScoresTitle}
        onClick={() => void save('scores')}
      >
        {words.scoresAsCsv}
      </button>
    </div>
  );
}

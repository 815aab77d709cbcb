/** The comparison as one page to keep, and its scores as a table. */
import { useMemo } from 'preact/hooks';
import { download } from '../../../files/download';
import { useThrottled } from '../../../widgets/useThrottled';
import { useCompare } from '../lab';
import type { CompareModel } from '../model/compareModel';

const file = () => Promise.all([import('./reportData'), import('./reportFile')]);

export default function ReportButtons({ model }: { model: CompareModel }) {
  const compare = useCompare();
  const read = useMemo(
    () => () => [model.a.run.value, model.b.run.value].every((run) => run !== null && run.samples !== null),
    [model],
  );
  const ready = useThrottled(read, 500);
  const measured = compare.stepStudy.result.value !== null || compare.skipStudy.result.value !== null;
  const save = async (kind: 'page' | 'scores') => {
    const [{ reportData }, { saveReport, saveScores }] = await file();
    const data = reportData(model, compare);
    if (!data) return;
    if (kind === 'page') saveReport(data, download);
    else saveScores(data, compare, download);
  };
  return (
    <div class="measure">
      <button
        type="button"
        disabled={!ready}
        title={
          ready
            ? 'One HTML file with pictures, curves, tables and links; it needs no script and no network'
            : 'Train both first'
        }
        onClick={() => void save('page')}
      >
        Download report
      </button>
      <button
        type="button"
        class="quiet"
        disabled={!measured}
        title={
          measured ? 'Every score by side, steps and seed, as CSV' : 'Measure quality against steps first'
        }
        onClick={() => void save('scores')}
      >
        Scores as CSV
      </button>
    </div>
  );
}

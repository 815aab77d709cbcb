/** The list of all pictures of the view, each to be saved as SVG or PNG. */
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { messageOf } from '../../lib/diagnostic';
import { useLab } from '../shell/lab';
import { type Chart, chartsOf, saveChart } from './chartFile';
import './charts.css';
import * as words from '../../words/pictures';
import { saveChart as saveChartTitle } from '../../words/shell';

const FORMATS = ['svg', 'png'] as const;

export default function ChartsDialog({ onClose }: { onClose: () => void }) {
  const { view, notices } = useLab();
  const dialog = useRef<HTMLDialogElement>(null);
  const charts = useMemo(() => chartsOf(view.peek()), []);
  useEffect(() => dialog.current?.showModal(), []);
  const save = (chart: Chart, format: (typeof FORMATS)[number]) =>
    void saveChart(chart, format).catch((error: unknown) =>
      notices.problem(words.chartNotSaved, messageOf(error)),
    );
  return (
    <dialog ref={dialog} class="charts" aria-labelledby="charts-title" onClose={onClose}>
      <form method="dialog">
        <h2 id="charts-title">{saveChartTitle}</h2>
        <p>{words.formats}</p>
        <ul>
          {charts.map((chart) => (
            <li key={chart.canvas}>
              <span>{chart.name}</span>
              {FORMATS.map((format) => (
                <button
                  key={format}
                  type="button"
                  aria-label={words.chartAs(chart.name, format.toUpperCase())}
                  onClick={() => save(chart, format)}
                >
                  {format.toUpperCase()}
                </button>
              ))}
            </li>
          ))}
        </ul>
        <button type="submit">{words.close}</button>
      </form>
    </dialog>
  );
}

/** The progress of training in every view: a chip in the header, the title of the tab, and the announcement of the end. Loaded with the first run. */
import { computed, effect } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { progressOf, type TrainingRuns, watchEnds } from '../../state/progress';
import * as words from '../../words/progress';
import { LiveFigure } from '../widgets/Figures';
import { useThrottled } from '../widgets/useThrottled';
import { announcement } from './announce';
import { type Lab, useLab } from './lab';
import { canNotify, notify, turnOff, turnOn, wantsNotification } from './notifications';
import { endText, progressText, titleText } from './progressSentences';

const NAME = 'DDPM Lab';
const OF_ALL = new RegExp(`(${words.ofAll('[\\d.,]+\\d')})`);

const runsOf = ({ store }: Lab): TrainingRuns => ({
  train: [store.run('train')],
  compare: [store.run('a'), store.run('b')],
});

/** Writes the percentage into the tab's title, and says when a training ends. @returns a function that ends both */
function followTraining(lab: Lab): () => void {
  const runs = runsOf(lab);
  const title = computed(() => titleText(progressOf(runs), NAME));
  const stopTitle = effect(() => {
    document.title = title.value;
  });
  const stopEnds = watchEnds(runs, (end) => {
    const text = endText(end);
    announcement.value = text;
    notify(text);
    if (lab.view.peek() === end.view) return;
    const show = () => {
      lab.view.value = end.view;
    };
    lab.notices.offer(text, '', { label: words.show, run: show });
  });
  return () => {
    stopTitle();
    stopEnds();
  };
}

function NotifyButton() {
  const { notices } = useLab();
  const on = wantsNotification.value;
  const press = async () => {
    if (on) turnOff();
    else if (!(await turnOn())) notices.news(words.noNotifications, words.titleHasPercentage);
  };
  return (
    <button
      type="button"
      class="quiet"
      aria-pressed={on}
      title={words.notifyAtEnd}
      onClick={() => void press()}
    >
      {words.notifyMe}
    </button>
  );
}

export default function TrainingProgress() {
  const lab = useLab();
  const read = useMemo(() => {
    const runs = runsOf(lab);
    return () => progressText(progressOf(runs));
  }, [lab]);
  const text = useThrottled(read);
  useEffect(() => followTraining(lab), [lab]);
  if (!text) return null;
  return (
    <div class="training-chip">
      <LiveFigure label={words.trainingProgress}>
        {text.split(OF_ALL).map((part) => (OF_ALL.test(part) ? <i>{part}</i> : part))}
      </LiveFigure>
      {canNotify() && <NotifyButton />}
    </div>
  );
}

/** The gallery: runs to begin with and models that ship, each opened by one press. */
import { useEffect, useRef } from 'preact/hooks';
import {
  GALLERY_MODELS,
  GALLERY_RUNS,
  type GalleryModelId,
  type GalleryRunId,
  galleryConfig,
} from '../../config/gallery';
import * as words from '../../words/gallery';
import { figure, roughRange } from '../format';
import { type Lab, useLab } from '../shell/lab';
import { costsOf } from '../widgets/Cost';
import measured from './measured.json';
import './gallery.css';

const RUN_IDS = Object.keys(GALLERY_RUNS) as GalleryRunId[];

/** The run as its speed is measured, once for all: network and batch decide what a step of points costs, and not the data. */
const planOf = (id: GalleryRunId) => {
  const config = galleryConfig(id);
  return {
    config: { ...config, dataset: 'swiss-roll' as const },
    source: undefined,
    steps: config.trainingSteps,
  };
};

function openRun({ settings, view }: Lab, id: GalleryRunId): void {
  settings.replace(galleryConfig(id));
  view.value = 'train';
}

function openModel({ extra, view, sampleCommands }: Lab, id: GalleryModelId): void {
  if (sampleCommands.peek()) {
    sampleCommands.peek()?.openShipped(id);
    return;
  }
  extra.value = { ...extra.peek(), pretrained: id };
  view.value = 'sample';
}

interface CardProps {
  readonly id: string;
  readonly title: string;
  readonly expect: string;
  readonly facts: readonly string[];
  readonly onOpen: () => void;
}

function Card({ id, title, expect, facts, onOpen }: CardProps) {
  return (
    <li>
      <button type="button" onClick={onOpen}>
        <img src={`./gallery/${id}.png`} alt="" width={96} height={96} loading="lazy" />
        <span>
          <b>{title}</b>
          <span>{expect}</span>
          {facts.map((fact) => (
            <small key={fact}>{fact}</small>
          ))}
        </span>
      </button>
    </li>
  );
}

/** What the runs take here: the speed of their network is measured when the gallery opens, unless something trains. */
function useTimes() {
  const lab = useLab();
  const costs = costsOf(lab);
  useEffect(() => costs.ask([planOf(RUN_IDS[0])], lab.trainer, 'gallery'), [costs, lab]);
  const timeOf = (id: GalleryRunId): string[] => {
    const cost = costs.of([planOf(id)]);
    return cost ? [words.timeHere(roughRange(cost))] : [];
  };
  const isKnown = timeOf(RUN_IDS[0]).length > 0;
  return { timeOf, note: isKnown ? '' : costs.measuring.value ? words.measuring : words.unknownTime };
}

function qualityOf(id: GalleryRunId): string[] {
  const { steps, value, floor, n } = measured[id];
  return [words.measured(steps, figure(value / floor, 2), n)];
}

export default function Gallery({ onClose }: { onClose: () => void }) {
  const lab = useLab();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const { timeOf, note } = useTimes();
  const opening = (open: () => void) => () => {
    dialog.current?.close();
    open();
  };
  return (
    <dialog ref={dialog} class="gallery" aria-labelledby="gallery-title" onClose={onClose}>
      <h2 id="gallery-title">{words.title}</h2>
      <p>{words.intro}</p>
      <h3>
        {words.toTrain} <small>{note}</small>
      </h3>
      <ul>
        {RUN_IDS.map((id) => (
          <Card
            key={id}
            id={id}
            {...words.runs[id]}
            facts={[...qualityOf(id), ...timeOf(id)]}
            onOpen={opening(() => openRun(lab, id))}
          />
        ))}
      </ul>
      <h3>{words.trained}</h3>
      <ul>
        {GALLERY_MODELS.map((id) => (
          <Card
            key={id}
            id={id}
            {...words.models[id]}
            facts={[words.opensAtOnce]}
            onOpen={opening(() => openModel(lab, id))}
          />
        ))}
      </ul>
      <form method="dialog">
        <button type="submit">{words.close}</button>
      </form>
    </dialog>
  );
}

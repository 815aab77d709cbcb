/** Chooses a pretrained model for the comparison: which one, as which side, and whether its training continues. */

import { useEffect, useRef, useState } from 'preact/hooks';
import type { ChosenFile } from '../../../interop/images/reader';
import type { ModelEntry } from '../../../interop/modelCard';
import { messageOf } from '../../../lib/diagnostic';
import { SIDES, type Side } from '../../../state/compare/comparison';
import type { LoadedModel } from '../../../state/sample/session';
import * as words from '../../../words/compare/pretrained';
import { filesOfInput } from '../../files/chosenFiles';
import { FileChooser } from '../../files/FileChooser';
import { loadFiles, loadGallery, loadModel, loadRun } from '../../files/models';
import { nameOfFiles } from '../../files/nameOfFiles';
import { useLab } from '../../shell/lab';
import { useCompare } from './lab';
import { addPretrained } from './pretrained';
import './pretrainedDialog.css';

/** Entries of the menu beside the gallery, whose ids never start with a colon. */
const OWN_RUN = ':run';
const FILES = ':files';

interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
}

/** A few options as radio buttons in a column. */
function Radios<T extends string>(props: {
  readonly legend: string;
  readonly name: string;
  readonly choices: readonly Choice<T>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}) {
  const { legend, name, choices, value, onChange } = props;
  return (
    <fieldset>
      <legend>{legend}</legend>
      {choices.map((choice) => (
        <label class="radio" key={choice.value}>
          <input
            type="radio"
            name={name}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
          />{' '}
          {choice.label}
        </label>
      ))}
    </fieldset>
  );
}

const USES: readonly Choice<'draw' | 'train'>[] = [
  { value: 'draw', label: words.uses.draw },
  { value: 'train', label: words.uses.train },
];

const chosenName = (files: readonly ChosenFile[]): string =>
  files.length === 0 ? words.noFile : nameOfFiles(files);

type Gallery = readonly ModelEntry[] | null;

/**
 * The models of the gallery, those of the compared data set first; null while it loads.
 * @param onLoaded called with the first of them; with none, and the reason, where the gallery cannot be loaded
 */
function useGallery(onLoaded: (first: ModelEntry | undefined, problem?: string) => void): Gallery {
  const { config } = useCompare().sides.a;
  const [gallery, setGallery] = useState<Gallery>(null);
  useEffect(() => {
    loadGallery()
      .then((entries) => {
        const { dataset } = config.peek();
        const sorted = [...entries].sort((p, q) => Number(q.data === dataset) - Number(p.data === dataset));
        setGallery(sorted);
        onLoaded(sorted[0]);
      })
      .catch((error: unknown) => {
        setGallery([]);
        onLoaded(undefined, words.galleryFailed(messageOf(error)));
      });
  }, [config]);
  return gallery;
}

interface ModelMenuProps {
  readonly gallery: Gallery;
  readonly hasRun: boolean;
  readonly value: string;
  readonly onChange: (id: string) => void;
}

const ModelMenu = ({ gallery, hasRun, value, onChange }: ModelMenuProps) => (
  <div class="row">
    <label for="compare-model">{words.pretrainedModel}</label>
    <select
      id="compare-model"
      value={value}
      disabled={gallery === null}
      onChange={(event) => onChange(event.currentTarget.value)}
    >
      {gallery === null && <option value="">{words.loading}</option>}
      {gallery?.map(({ id, label }) => (
        <option key={id} value={id}>
          {label}
        </option>
      ))}
      {hasRun && <option value={OWN_RUN}>{words.trainRun}</option>}
      <option value={FILES}>{words.openFile}</option>
    </select>
  </div>
);

interface FilesProps {
  readonly files: readonly ChosenFile[];
  readonly onChoose: (files: readonly ChosenFile[]) => void;
}

/** A file or a folder with a model. */
const Files = ({ files, onChoose }: FilesProps) => (
  <div class="row">
    <span>{chosenName(files)}</span>
    <div class="choosers">
      {[false, true].map((folder) => (
        <FileChooser
          key={String(folder)}
          label={folder ? words.chooseFolder : words.chooseFile}
          name={folder ? words.folderName : words.fileName}
          accept=".zip,.json,.safetensors"
          folder={folder}
          onChoice={(chosen) => onChoose(filesOfInput(chosen))}
        />
      ))}
    </div>
  </div>
);

/** Which model is chosen, and how it is read. */
function useModelChoice(onProblem: (problem: string) => void) {
  const lab = useLab();
  const [chosen, choose] = useState('');
  const [files, setFiles] = useState<readonly ChosenFile[]>([]);
  const gallery = useGallery((first, problem) => {
    choose((id) => id || (first?.id ?? FILES));
    if (problem) onProblem(problem);
  });
  const run = lab.store.run('train').value;
  const load = (): Promise<LoadedModel> => {
    if (chosen === OWN_RUN && run) return loadRun(lab, run);
    return chosen === FILES ? loadFiles(lab, files) : loadModel(chosen);
  };
  const isComplete = chosen === FILES ? files.length > 0 : chosen !== '';
  return { chosen, choose, files, setFiles, gallery, hasRun: Boolean(run?.samples), load, isComplete };
}

export default function PretrainedDialog({ onClose }: { onClose: () => void }) {
  const lab = useLab();
  const dialog = useRef<HTMLDialogElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { chosen, choose, files, setFiles, gallery, hasRun, load, isComplete } = useModelChoice(setProblem);
  const [side, setSide] = useState<Side>('b');
  const [use, setUse] = useState<'draw' | 'train'>('draw');
  const [busy, setBusy] = useState(false);
  useEffect(() => dialog.current?.showModal(), []);

  const add = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const model = await load();
      dialog.current?.close();
      await addPretrained(lab, side, model, use === 'draw');
    } catch (error) {
      setProblem(messageOf(error));
      setBusy(false);
    }
  };
  const hasCard = chosen !== OWN_RUN && chosen !== FILES;
  return (
    <dialog ref={dialog} class="pretrained-dialog" aria-labelledby="pretrained-title" onClose={onClose}>
      <h2 id="pretrained-title">{words.title}</h2>
      <p>{words.hint(hasCard)}</p>
      <ModelMenu gallery={gallery} hasRun={hasRun} value={chosen} onChange={choose} />
      {chosen === FILES && <Files files={files} onChoose={setFiles} />}
      <Radios
        legend={words.useAs}
        name="pretrained-side"
        choices={SIDES.map((value) => ({ value, label: value.toUpperCase() }))}
        value={side}
        onChange={setSide}
      />
      <Radios legend={words.training} name="pretrained-use" choices={USES} value={use} onChange={setUse} />
      {problem && <p role="alert">{problem}</p>}
      <div class="buttons">
        <button type="button" class="primary" disabled={busy || !isComplete} onClick={() => void add()}>
          {busy ? words.opening : words.add}
        </button>
        <button type="button" onClick={() => dialog.current?.close()}>
          {words.cancel}
        </button>
      </div>
    </dialog>
  );
}

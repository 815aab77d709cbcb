/** Brings a trained model to the comparison: which one, as which side, and whether it is trained. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ModelEntry } from '../../../interop/modelCard';
import { SIDES, type Side } from '../../../state/comparison';
import type { LoadedModel } from '../../../state/sampleSession';
import { useLab } from '../../lab';
import { loadFiles, loadGallery, loadModel, loadRun } from '../../models';
import { bringModel } from './guests';
import { useCompare } from './lab';

/** In the menu; no model of the gallery has such an id. */
const OWN_RUN = ':run';
const FILES = ':files';

interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
}

/** A choice of a few, one under the other. */
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
        <label class="bring-choice" key={choice.value}>
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
  { value: 'draw', label: 'It is only drawn from, and compared in samples, quality and evaluations' },
  { value: 'train', label: 'It goes on training from its weights' },
];

export default function Bring({ onClose }: { onClose: () => void }) {
  const lab = useLab();
  const compare = useCompare();
  const dialog = useRef<HTMLDialogElement>(null);
  const [gallery, setGallery] = useState<readonly ModelEntry[] | null>(null);
  const [chosen, setChosen] = useState('');
  const [files, setFiles] = useState<readonly File[]>([]);
  const [side, setSide] = useState<Side>('b');
  const [use, setUse] = useState<'draw' | 'train'>('draw');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const run = lab.store.run('train').value;

  useEffect(() => {
    dialog.current?.showModal();
    loadGallery()
      .then((entries) => {
        // first those of the data set that is compared
        const { dataset } = compare.sides.a.config.peek();
        const sorted = [...entries].sort((p, q) => Number(q.data === dataset) - Number(p.data === dataset));
        setGallery(sorted);
        setChosen((id) => id || (sorted[0]?.id ?? FILES));
      })
      .catch((error: unknown) => {
        setGallery([]);
        setChosen(FILES);
        setProblem(`The gallery could not be loaded. ${error instanceof Error ? error.message : ''}`);
      });
  }, [compare]);

  const load = (): Promise<LoadedModel> => {
    if (chosen === OWN_RUN && run) return loadRun(lab, run);
    return chosen === FILES ? loadFiles(files) : loadModel(chosen);
  };
  const bring = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const model = await load();
      dialog.current?.close();
      await bringModel(lab, side, model, use === 'train');
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
      setBusy(false);
    }
  };

  return (
    <dialog ref={dialog} class="bring" aria-labelledby="bring-title" onClose={onClose}>
      <h2 id="bring-title">A pretrained model as A or B</h2>
      <p>Both sides then have its data set. It keeps its own schedule and network.</p>
      <div class="row">
        <label for="bring-model">Pretrained model</label>
        <select
          id="bring-model"
          value={chosen}
          disabled={gallery === null}
          onChange={(event) => setChosen(event.currentTarget.value)}
        >
          {gallery === null && <option value="">loading…</option>}
          {(gallery ?? []).map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
          {run?.samples && <option value={OWN_RUN}>Your run in Train</option>}
          <option value={FILES}>A file of yours…</option>
        </select>
      </div>
      {chosen === FILES && (
        <div class="row">
          <label for="bring-files">File</label>
          <input
            id="bring-files"
            type="file"
            multiple
            accept=".zip,.json,.safetensors"
            title="a ZIP, or the files of a diffusers folder"
            onChange={(event) => setFiles([...(event.currentTarget.files ?? [])])}
          />
        </div>
      )}
      <Radios
        legend="It stands as"
        name="bring-side"
        choices={SIDES.map((value) => ({ value, label: value.toUpperCase() }))}
        value={side}
        onChange={setSide}
      />
      <Radios legend="What becomes of it" name="bring-use" choices={USES} value={use} onChange={setUse} />
      {problem && <p role="alert">{problem}</p>}
      <div class="buttons">
        <button
          type="button"
          class="primary"
          disabled={busy || chosen === '' || (chosen === FILES && files.length === 0)}
          onClick={() => void bring()}
        >
          {busy ? 'Opening…' : 'Bring it'}
        </button>
        <button type="button" onClick={() => dialog.current?.close()}>
          Cancel
        </button>
      </div>
    </dialog>
  );
}

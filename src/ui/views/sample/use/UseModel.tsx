/** What one does with a model: a menu of uses, each with its pad or choices, and the samples that come of it. */
import { useEffect, useMemo } from 'preact/hooks';
import {
  createEditor,
  type EditedSession,
  type Editor,
  USE_IDS,
  type UseId,
} from '../../../../state/sample/editing/editor';
import { Lazy } from '../../../widgets/Lazy';
import { ToggleButtons } from '../../../widgets/ToggleButtons';
import type { SampleModel } from '../model/sampleModel';
import { Classify } from './Classify';
import { Edit } from './Edit';
import { Inpaint } from './Inpaint';
import { Interpolate } from './Interpolate';
import { Upscale } from './Upscale';
import './use.css';
import * as words from '../../../../words/sampleUse';

const editors = new WeakMap<EditedSession, Editor>();

/** The editor of a session: the pad stays as it is while other views are shown. */
function editorOf(session: EditedSession): Editor {
  let editor = editors.get(session);
  if (!editor) {
    editor = createEditor(session);
    editors.set(session, editor);
  }
  return editor;
}

const pointUses = () => import('./points/PointUses');

/** What means something in the plane. */
const USES_OF_POINTS = ['inpaint', 'edit', 'interpolate', 'classify'] as const satisfies readonly UseId[];

const PANELS = {
  inpaint: Inpaint,
  edit: Edit,
  upscale: Upscale,
  interpolate: Interpolate,
  classify: Classify,
} satisfies Record<UseId, unknown>;

/** The use that a link or a press names; the first one for a name that is none of those offered. */
const useOf = (id: string, offered: readonly UseId[]): UseId =>
  offered.find((known) => known === id) ?? offered[0];

export default function UseModel({ model }: { model: SampleModel }) {
  const editor = useMemo(() => editorOf(model.session), [model]);
  useEffect(() => () => editor.cancel(), [editor]); // a hidden part does not use the GPU
  const { planar } = model.family.value;
  const offered = planar ? USES_OF_POINTS : USE_IDS;
  const use = useOf(model.use.value, offered);
  const Panel = PANELS[use];
  if (!planar && !editor.shape.value) return <p class="gloss">{words.noSamplesYet}</p>;
  return (
    <>
      <ToggleButtons
        label={words.useModel}
        choices={offered}
        isOn={(id) => id === use}
        nameOf={(id) => words.uses[id]}
        onPress={(id) => {
          model.use.value = id;
        }}
      />
      {planar ? (
        <Lazy load={pointUses} props={{ model, editor, use }} />
      ) : (
        <Panel model={model} editor={editor} />
      )}
    </>
  );
}

/** What one does with a model: the pad or the choices of a use, and the samples that come of it. */
import { useEffect, useMemo } from 'preact/hooks';
import type { UseId } from '../../../../config/pageParameters';
import { createEditor, type EditedSession, type Editor } from '../../../../state/sample/editing/editor';
import { Lazy } from '../../../widgets/Lazy';
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

const PANELS = {
  inpaint: Inpaint,
  edit: Edit,
  upscale: Upscale,
  interpolate: Interpolate,
  classify: Classify,
} satisfies Record<UseId, unknown>;

export default function UseModel({ model, use }: { model: SampleModel; use: UseId }) {
  const editor = useMemo(() => editorOf(model.session), [model]);
  useEffect(() => () => editor.cancel(), [editor]); // a hidden part does not use the GPU
  const { drawn } = editor.settings;
  // A class is chosen for the image of one use: the next one begins with what the settings draw.
  useEffect(
    () => () => {
      drawn.value = 'settings';
    },
    [drawn, use],
  );
  const { planar } = model.family.value;
  const Panel = PANELS[use];
  if (planar) return <Lazy load={pointUses} props={{ model, editor, use }} />;
  if (!editor.shape.value) return <p class="gloss">{words.noSamplesYet}</p>;
  return <Panel model={model} editor={editor} />;
}

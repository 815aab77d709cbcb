/** The button that draws a path, with its progress. */
import type { Editor } from '../../../../state/sample/editing/editor';
import { interpolate as label } from '../../../../words/sampleUse';
import type { SampleModel } from '../model/sampleModel';
import { type Between, interpolate } from './interpolation';
import { Work } from './Work';

interface Props {
  readonly model: SampleModel;
  readonly editor: Editor;
  /** Null while an end is missing. */
  readonly between: Between | null;
  /** Numbers of a sample. */
  readonly size: number;
}

export function PathWork({ model, editor, between, size }: Props) {
  const begin = () => {
    if (between) void interpolate(model.session, editor, between, size);
  };
  return <Work model={model} editor={editor} acts={[{ label, disabled: between === null, begin }]} />;
}

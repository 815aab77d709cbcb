/** The images that one can begin with: the selected sample, and test images of the data set, which no training saw. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { IMAGE_DATASETS, isImageDatasetId } from '../../../../../datasets/images';
import { messageOf } from '../../../../lib/diagnostic';
import { resultOf } from '../../../../state/sample/evidence';
import * as words from '../../../../words/sampleUse';
import { useLab } from '../../../shell/lab';
import type { SampleModel } from '../model/sampleModel';
import { createTestImages } from './testImages';

interface Props {
  readonly model: SampleModel;
  /** Numbers of an image. */
  readonly size: number;
  /** Receives [...shape] the chosen image. */
  readonly put: (image: Float32Array) => void;
  /** What the image is for, where the page has several such choices: "start". */
  readonly of?: string;
  /** More buttons. */
  readonly children?: ComponentChildren;
}

export function ImageChoice({ model, size, put, of, children }: Props) {
  const lab = useLab();
  const problem = useSignal('');
  const nextTestImage = useMemo(() => createTestImages(lab, model.session), [lab, model]);
  const { dataset } = model.config.value;
  const samples = model.session.samples.value;
  const named = (name: string) => (of ? `${of}: ${name}` : name);

  async function putTestImage() {
    problem.value = '';
    try {
      const image = await nextTestImage(dataset, size);
      if (image) put(image);
    } catch (error) {
      problem.value = messageOf(error);
    }
  }
  const testImage = isImageDatasetId(dataset)
    ? words.nextTestImage(IMAGE_DATASETS[dataset].samples[0])
    : null;
  return (
    <div class="pad-tools">
      <button
        type="button"
        disabled={!samples}
        aria-label={named(words.selectedSample)}
        onClick={() => {
          const at = model.selected.peek() * size;
          if (samples) put(resultOf(samples).slice(at, at + size));
        }}
      >
        {words.selectedSample}
      </button>
      {testImage && (
        <button type="button" aria-label={named(testImage)} onClick={() => void putTestImage()}>
          {testImage}
        </button>
      )}
      {children}
      {problem.value && <p role="alert">{problem.value}</p>}
    </div>
  );
}

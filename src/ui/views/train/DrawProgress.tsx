/** The draw of the samples of a file: it is under way, and can be ended. */
import * as words from '../../../words/train/files';
import { cancelDraw } from './fileWork';

export default function DrawProgress() {
  return (
    <span class="work">
      <label>
        {words.drawingSamples} <progress />
      </label>
      <button type="button" onClick={cancelDraw}>
        {words.cancel}
      </button>
    </span>
  );
}

/** The choice of a file format, of those that this browser can write. */
import { useEffect, useState } from 'preact/hooks';
import type { AnimationFormat } from '../../interop/film';
import * as words from '../../words/film';
import { animationFormats } from './videoFormats';

interface Props {
  readonly format: AnimationFormat;
  readonly choose: (format: AnimationFormat) => void;
}

export function FormatChoice({ format, choose }: Props) {
  const [formats, setFormats] = useState<readonly AnimationFormat[]>(['gif']);
  useEffect(() => {
    void animationFormats().then(setFormats);
  }, []);
  return (
    <select
      aria-label={words.fileFormat}
      value={format}
      onChange={({ currentTarget }) => choose(currentTarget.value as AnimationFormat)}
    >
      {formats.map((each) => (
        <option key={each} value={each}>
          {words.formats[each]}
        </option>
      ))}
    </select>
  );
}

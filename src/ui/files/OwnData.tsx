/** The user's own data set, and how to open it where it is not there yet. */

import * as words from '../../words/ownData';
import { useLab } from '../shell/lab';
import { OpenData } from './FileOpener';

export function OwnData() {
  const { settings } = useLab();
  const { dataset } = settings.config.value;
  const source = settings.source.value;
  if (dataset !== 'csv' && dataset !== 'images') return null;
  if (dataset === 'images' && source?.kind === 'images') {
    const { name, count: n, height, width, channels, classes = [] } = source;
    const what = words.images(name, n, `${width} × ${height}`, channels === 1, classes.length);
    return <p class="check">{what}</p>;
  }
  return (
    <p class="check">{dataset === 'csv' && source?.kind === 'points' ? source.name : words.ways[dataset]}</p>
  );
}

/** The same with the buttons, for views that have no others to open data with. */
export function OwnDataWithButtons() {
  const { dataset } = useLab().settings.config.value;
  if (dataset !== 'csv' && dataset !== 'images') return null;
  return (
    <>
      <div class="row pair">
        <OpenData />
      </div>
      <OwnData />
    </>
  );
}

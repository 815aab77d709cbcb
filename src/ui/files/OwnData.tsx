/** The user's own data set, and how to open it where it is not there yet. */
import { count } from '../format';
import { useLab } from '../shell/lab';
import { OpenData } from './FileOpener';

const WAYS = {
  csv: 'Open a table of numbers, or drop it here.',
  images: 'Open images (files, a folder, a ZIP, .npy, .npz or IDX), or drop or paste them here: at least 8.',
} as const;

export function OwnData() {
  const { settings } = useLab();
  const { dataset } = settings.config.value;
  const source = settings.source.value;
  if (dataset !== 'csv' && dataset !== 'images') return null;
  if (dataset === 'images' && source?.kind === 'images') {
    const { name, count: n, height, width, channels, classes = [] } = source;
    const of = classes.length > 0 ? `, ${count(classes.length)} classes` : '';
    return (
      <p class="check">
        {name}: {count(n)} images of {width} × {height}, {channels === 1 ? 'grey' : 'colour'}
        {of}
      </p>
    );
  }
  return <p class="check">{dataset === 'csv' && source?.kind === 'points' ? source.name : WAYS[dataset]}</p>;
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

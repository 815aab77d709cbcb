/** Opens the dialog of a run that trains in another tab, from a notice or from the Runs panel: it belongs to no view. */
import { render } from 'preact';
import type { Library } from '../../../state/library/library';
import { type Lab, LabContext } from '../../shell/lab';
import { WatchDialog } from './WatchDialog';

export function showWatch(lab: Lab, library: Library, id: string): void {
  const place = document.createElement('div');
  document.body.append(place);
  const close = () => {
    render(null, place);
    place.remove();
  };
  render(
    <LabContext.Provider value={lab}>
      <WatchDialog library={library} id={id} onClose={close} />
    </LabContext.Provider>,
    place,
  );
}

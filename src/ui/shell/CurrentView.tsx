/** The current view: its code is loaded when it is first shown, and a change of view takes the focus along. */
import { type ComponentType, Fragment } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ViewId } from '../../config/address';
import * as words from '../../words/shell';
import { useLab } from './lab';
import { loadPart } from './loadPart';
import { VIEW_ENTRIES } from './views';

/**
 * Moves the focus to the heading of a view that was not chosen by its tab but by a key, a button or the browser's Back.
 * @returns the sentence to announce
 */
function useArrival(id: ViewId, loaded: boolean): string {
  const last = useRef(id);
  const [announced, setAnnounced] = useState('');
  useEffect(() => {
    if (!loaded || last.current === id) return;
    last.current = id;
    if (document.activeElement?.id === `tab-${id}`) return;
    const heading = document.querySelector<HTMLElement>(`#view-${id} h1`);
    if (heading) heading.tabIndex = -1;
    (heading ?? document.getElementById('main'))?.focus();
    setAnnounced(words.viewIs(VIEW_ENTRIES[id]?.label ?? ''));
  }, [id, loaded]);
  return announced;
}

/** Only the current view is mounted, so that a hidden one does no work. Its code stays once it is loaded. */
export function CurrentView({ id }: { id: ViewId }) {
  const [views, setViews] = useState<Partial<Record<ViewId, ComponentType>>>({});
  const lab = useLab();
  const View = views[id];
  useEffect(() => {
    const entry = VIEW_ENTRIES[id];
    if (View || !entry) return;
    void loadPart(lab.notices, entry.load).then((module) => {
      if (module) setViews((known) => ({ ...known, [id]: module.default }));
    });
  }, [id, View]);
  const announced = useArrival(id, View !== undefined);
  return (
    <Fragment>
      <p class="vh" role="status" aria-label={words.currentView}>
        {announced}
      </p>
      {View ? (
        <View />
      ) : (
        <section class="view loading" id={`view-${id}`} role="tabpanel" aria-labelledby={`tab-${id}`} />
      )}
    </Fragment>
  );
}

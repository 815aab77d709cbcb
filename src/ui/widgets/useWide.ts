/** Whether the page has room for the settings beside the pictures. */
import { type StateUpdater, useEffect, useState } from 'preact/hooks';

/** The stylesheets have the same number. */
const WIDE = '(min-width: 961px)';

export function useWide(): boolean {
  const [wide, setWide] = useState(() => matchMedia(WIDE).matches);
  useEffect(() => {
    const query = matchMedia(WIDE);
    const follow = () => setWide(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  return wide;
}

/** The state of settings that fold: open on a wide page, closed on a narrow one, until the user chooses otherwise. */
export function useOpenWhereWide(): [boolean, (open: StateUpdater<boolean>) => void] {
  const wide = useWide();
  const [open, setOpen] = useState(wide);
  useEffect(() => setOpen(wide), [wide]);
  return [open, setOpen];
}

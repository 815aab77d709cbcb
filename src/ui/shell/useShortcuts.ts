/** The keys of the page. Their code comes with the first use; a key that is pressed before it is there is answered when it is. */
import { useEffect } from 'preact/hooks';
import { firstUse } from '../widgets/useInteracted';
import { useLab } from './lab';
import { loadPart } from './loadPart';

const shortcuts = () => import('./shortcuts');

/** @param showList opens the list of shortcuts; must not change between renders */
export function useShortcuts(showList: () => void): void {
  const lab = useLab();
  useEffect(() => {
    let loaded: Awaited<ReturnType<typeof shortcuts>> | null = null;
    const load = async () => {
      loaded ??= await loadPart(lab.notices, shortcuts);
      return loaded;
    };
    const press = (event: KeyboardEvent) => {
      if (loaded) loaded.pressShortcut(event, lab, showList);
      else void load().then((part) => part?.pressShortcut(event, lab, showList));
    };
    void firstUse.then(load);
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [lab, showList]);
}

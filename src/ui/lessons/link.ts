/** A lesson's link as it goes on in this page: with its layout, what it hides, and the backend that was chosen for it. */
import { DEFAULT_CONFIG } from '../../config/fields';
import type { Lab } from '../shell/lab';

const OF_PAGE = ['present', 'embed', 'hide'] as const;

/** @param link the query, "?lesson=pair". @returns the address below the site's own */
export function linkInPage({ extra, settings }: Pick<Lab, 'extra' | 'settings'>, link: string): string {
  const query = new URLSearchParams(link);
  for (const name of OF_PAGE) {
    const value = extra.value[name];
    if (value !== undefined) query.set(name, value);
  }
  const { backend } = settings.config.value;
  if (backend !== DEFAULT_CONFIG.backend) query.set('backend', backend);
  return `${location.pathname}?${query}`;
}

/** The address of what the page shows. */
import { formatAddress } from '../../config/address';
import type { Lab } from './lab';

/** The link of what is shown; Compare's runs are named where Compare is. */
export function addressOf({ view, settings, compare, extra, address }: Lab): string {
  const runs = view.value === 'compare' ? compare.value?.own.value : {};
  const { situation } = address;
  const parts = { view: view.value, config: settings.config.value, extra: extra.value, situation, ...runs };
  return `${location.pathname}${formatAddress(parts)}`;
}

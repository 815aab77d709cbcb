/** The address of what the page shows. */
import { formatAddress } from '../../config/address';
import type { Lab } from './lab';

/**
 * The link of what is shown; Compare's runs are named where Compare is.
 * @param extra the entries beside the configuration
 */
export function addressOf(
  { view, settings, compare, address, ...lab }: Lab,
  extra = lab.extra.value,
): string {
  const runs = view.value === 'compare' ? compare.value?.link.value : {};
  const { situation } = address;
  const parts = { view: view.value, config: settings.config.value, extra, situation, ...runs };
  return `${location.pathname}${formatAddress(parts)}`;
}

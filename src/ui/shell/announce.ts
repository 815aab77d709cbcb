/** The sentence that a screen reader reads out when it changes, in a live region of the page that stays in every view. */
import { signal } from '@preact/signals';

export const announcement = signal('');

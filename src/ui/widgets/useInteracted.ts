/** Defers what no first view needs until the visitor uses the page. */
import { useEffect, useState } from 'preact/hooks';

const EVENTS = ['pointermove', 'pointerdown', 'keydown'] as const;

/** Settles with the visitor's first pointer or key event. */
export const firstUse: Promise<void> = new Promise((resolve) => {
  const note = () => resolve();
  if (typeof addEventListener === 'function')
    for (const event of EVENTS) addEventListener(event, note, { once: true, passive: true });
});

/** @returns true from the first pointer or key event on */
export function useInteracted(): boolean {
  const [interacted, setInteracted] = useState(false);
  useEffect(() => {
    void firstUse.then(() => setInteracted(true));
  }, []);
  return interacted;
}

/** A notification of the system at the end of a training, for those who want one. Nothing asks for permission but the button. */
import { signal } from '@preact/signals';

/** True once this visitor wants notifications and the browser allows them. */
export const wantsNotification = signal(false);

/** Whether this browser can show one: Chrome on Android has the class and refuses to construct it. */
export function canNotify(): boolean {
  if (!('Notification' in window) || !isSecureContext || Notification.permission === 'denied') return false;
  return !/Android/.test(navigator.userAgent);
}

/** Asks for permission where there is none yet. @returns whether notifications are on now */
export async function turnOn(): Promise<boolean> {
  wantsNotification.value = (await Notification.requestPermission()) === 'granted';
  return wantsNotification.value;
}

export function turnOff(): void {
  wantsNotification.value = false;
}

/** Shows a notification where the visitor has switched them on. A press on it brings the page to the front. */
export function notify(text: string): void {
  if (!wantsNotification.peek()) return;
  const notification = new Notification('DDPM Lab', { body: text, tag: 'ddpm-lab-training' });
  notification.onclick = () => {
    window.focus();
    notification.close();
  };
}

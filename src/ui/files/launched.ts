/** Files that the system opens with the installed page: by a double click, or by "Open with". */
import type { Lab } from '../shell/lab';

interface LaunchQueue {
  setConsumer(open: (launch: { readonly files?: readonly FileSystemFileHandle[] }) => void): void;
}

/** Opens them by what they are, as if they were dropped on the page. Browsers without file handlers have no such queue. */
export function openLaunched(lab: Lab): void {
  const { launchQueue } = window as { launchQueue?: LaunchQueue };
  launchQueue?.setConsumer(async ({ files = [] }) => {
    const [chosen, { openFiles }] = await Promise.all([
      Promise.all(files.map((handle) => handle.getFile())),
      import('./openFiles'),
    ]);
    await openFiles(
      lab,
      chosen.map((file) => ({ path: file.name, file })),
      'either',
    );
  });
}

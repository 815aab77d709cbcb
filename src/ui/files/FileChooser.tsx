/** A button that opens the browser's chooser of files. */
import { useRef } from 'preact/hooks';

interface Props {
  readonly label: string;
  /** The accessible name of the input behind the button. */
  readonly name: string;
  /** As in an input's `accept`; a folder has none. */
  readonly accept?: string | undefined;
  readonly folder?: boolean;
  readonly onChoice: (files: readonly File[]) => void;
}

export function FileChooser({ label, name, accept, folder = false, onChoice }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" onClick={() => input.current?.click()}>
        {label}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept={folder ? undefined : accept}
        aria-label={name}
        {...(folder && { webkitdirectory: true })}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = ''; // the same file may be opened again
          if (files.length > 0) onChoice(files);
        }}
      />
    </>
  );
}

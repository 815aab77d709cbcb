/** The list of keyboard shortcuts: those of every view, then those of the current one. */
import { useEffect, useRef } from 'preact/hooks';
import * as words from '../../words/shortcuts';
import { GlossaryButton } from '../glossary/Terms';
import { About } from './About';
import { useLab } from './lab';
import { letters, shortcutsOf, switchLetters } from './shortcuts';
import { VIEW_ENTRIES } from './views';

export default function ShortcutList({ onClose }: { onClose: () => void }) {
  const { view } = useLab();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const all = shortcutsOf(view.value);
  const groups = [
    { title: words.inEveryView, shortcuts: all.filter(({ views }) => !views) },
    {
      title: words.inView(VIEW_ENTRIES[view.value]?.label ?? ''),
      shortcuts: all.filter(({ views }) => views),
    },
  ];
  return (
    <dialog ref={dialog} class="shortcuts" aria-labelledby="shortcuts-title" onClose={onClose}>
      <h2 id="shortcuts-title">{words.keyboard}</h2>
      {groups.map(({ title, shortcuts }) => (
        <section key={title}>
          <h3>{title}</h3>
          <dl>
            {shortcuts.map(({ keys, does }) => (
              <div key={keys}>
                <dt>{keys}</dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <label>
        <input
          type="checkbox"
          checked={letters.value}
          onChange={(event) => switchLetters(event.currentTarget.checked)}
        />{' '}
        {words.singleKeys}
      </label>
      <section>
        <h3>{words.glossary}</h3>
        <GlossaryButton />
      </section>
      <About />
      <form method="dialog">
        <button type="submit">{words.close}</button>
      </form>
    </dialog>
  );
}

/** The glossary: every term with its meaning and its source, opened at one of them or at the beginning. */
import { useEffect, useRef } from 'preact/hooks';
import { GLOSSARY, TERM_IDS, type TermId } from '../../config/glossary';
import * as words from '../../words/glossary';
import { References, Subscripts } from './References';
import './glossary.css';

interface Props {
  /** The term that is shown first. */
  readonly term?: TermId;
  readonly onClose: () => void;
}

export default function GlossaryDialog({ term, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    if (term) dialog.current?.querySelector<HTMLElement>(`#term-${term}`)?.focus();
  }, [term]);
  return (
    <dialog ref={dialog} class="glossary" aria-labelledby="glossary-title" onClose={onClose}>
      <h2 id="glossary-title">{words.glossary}</h2>
      <dl>
        {TERM_IDS.map((id) => {
          const { name, meaning, source } = GLOSSARY[id];
          return (
            <div key={id}>
              <dt id={`term-${id}`} tabIndex={-1}>
                <Subscripts text={name} />
              </dt>
              <dd>
                <Subscripts text={meaning} />{' '}
                {source === 'own' ? <small>{words.ownNotion}</small> : <References of={[source]} />}
              </dd>
            </div>
          );
        })}
      </dl>
      <form method="dialog">
        <button type="submit">{words.close}</button>
      </form>
    </dialog>
  );
}

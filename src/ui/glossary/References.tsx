/** Parts of papers as links, and the subscripts of what is said of them. */
import { PAPERS, type Reference, referenceText } from '../../config/papers';

/** "x_t" and "ᾱ_{t−1}" with their subscripts. */
export function Subscripts({ text }: { text: string }) {
  const parts = text.split(/_(?:\{([^}]+)\}|(\w+))/);
  // Three parts in turn: words, a subscript in braces, one without.
  return (
    <>{parts.map((part, i) => (i % 3 === 0 || part === undefined ? part : <sub key={i}>{part}</sub>))}</>
  );
}

export function References({ of }: { of: readonly Reference[] }) {
  return (
    <small class="references">
      {of.map((reference, i) => (
        <span key={reference.paper}>
          {i > 0 && '; '}
          <a href={PAPERS[reference.paper].url} rel="noreferrer">
            <Subscripts text={referenceText(reference)} />
          </a>
        </span>
      ))}
    </small>
  );
}

/** The way to the page in its other languages: in the header, and at the foot of a narrow page, whose header has no room. */
import { language, pages } from '../../words/language';
import * as words from '../../words/shell';

/** @param class of the place in which it stands */
export function Languages({ class: place }: { class: string }) {
  return (
    <nav class={place} aria-label={words.languages}>
      {pages
        .filter((page) => page.language !== language)
        .map((page) => {
          /** The link leads to what the address names when it is pressed, also into another tab. */
          const follow = ({ currentTarget }: { currentTarget: HTMLAnchorElement }) => {
            currentTarget.href = page.file + location.search + location.hash;
          };
          return (
            <a
              key={page.file}
              href={page.file}
              lang={page.language}
              hreflang={page.language}
              onPointerDown={follow}
              onClick={follow}
            >
              {page.name}
            </a>
          );
        })}
    </nav>
  );
}

/** The version of the page and its contents: other people's packages with their licences, as the bundler found them in it. */
import { useState } from 'preact/hooks';
import { version } from '../../../package.json';
import { messageOf } from '../../lib/diagnostic';
import * as words from '../../words/about';

interface Package {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  /** null where the package carries none. */
  readonly text: string | null;
}

/** The file that `scripts/site/thirdParty.ts` leaves beside the page. @throws Error where it is not there, as on a development server */
async function loadPackages(): Promise<readonly Package[]> {
  const response = await fetch(new URL('third-party.json', document.baseURI)).catch(() => null);
  if (!response?.ok || response.headers.get('content-type')?.includes('html'))
    throw new Error(words.listNotFetched);
  return response.json();
}

export function About() {
  const [packages, setPackages] = useState<readonly Package[]>([]);
  const [problem, setProblem] = useState('');
  const load = () => {
    if (packages.length > 0) return;
    setProblem('');
    loadPackages().then(setPackages, (error: unknown) => setProblem(messageOf(error)));
  };
  return (
    <section>
      <h3>{words.about}</h3>
      <p>{words.versionAndNetwork(version)}</p>
      <p>{words.staysHere}</p>
      <details onToggle={(event) => event.currentTarget.open && load()}>
        <summary>{words.packagesAndLicences}</summary>
        {problem && <p role="alert">{problem}</p>}
        <ul class="packages" aria-label={words.packages}>
          {packages.map(({ name, version, licence, text }) => (
            <li key={name}>
              <details>
                <summary>
                  {name} {version} ({licence})
                </summary>
                <pre>{text ?? words.noTextOfItsOwn(licence)}</pre>
              </details>
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

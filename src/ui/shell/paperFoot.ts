/** What a printed page says at its foot and no screen needs: every setting of what it shows, the link that opens it again, and the date. */
import { FIELDS, type FieldName } from '../../config/fields';
import { TRAINING_FIELDS } from '../../config/trainingFields';
import { momentText } from '../format';
import { type ShownSide, shownIn } from '../pictures/shown';
import { settingTexts } from '../settingText';
import type { Lab } from './lab';

/** A longer text, such as the points of a drawing, is left to the link. */
const LONGEST = 40; // characters

/** "Dataset Swiss roll · Process VE, exploding · …": every setting that has an effect, with its value, but for those in which Compare's sides differ. */
function everySetting(sides: readonly ShownSide[]): string {
  const texts = (Object.keys(FIELDS) as FieldName[])
    .filter((name) => sides.every(({ config }) => String(config[name]).length <= LONGEST))
    .filter((name) => sides.every(({ trained }) => trained) || !TRAINING_FIELDS.has(name))
    .map((name) => new Set(sides.flatMap(({ config, source }) => settingTexts([name], config, source))));
  return texts.flatMap((own) => (own.size === 1 ? [...own] : [])).join(' · ');
}

/** Puts the foot under the page while it is printed. */
export function footOnPaper(lab: Lab): void {
  const foot = document.createElement('footer');
  foot.className = 'paper-foot';
  addEventListener('beforeprint', () => {
    const { settings, sides, link } = shownIn(lab);
    foot.textContent = [settings, everySetting(sides), `${link} · ${momentText(Date.now())}`].join('\n');
    document.body.append(foot);
  });
  addEventListener('afterprint', () => foot.remove());
}

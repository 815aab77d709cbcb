/** How often the classifier sees each class: a bar for the samples, a line for as many real images. */
import { island } from '../../canvas/island';
import { line, text } from '../../canvas/marks';

export interface ClassChartData {
  readonly names: readonly string[];
  /** [classes] shares, 0 to 1; null before there are any. */
  readonly shares: ArrayLike<number> | null;
  readonly real: ArrayLike<number> | null;
  /** Said in the empty frame. */
  readonly empty: string;
}

/** Longer names are cut: the bars keep most of the width. */
const LETTERS = 13;

export const classChart = island<ClassChartData>(
  () =>
    (surface, { names, shares, real, empty }) => {
      const { g, w, h, theme } = surface;
      const { colours } = theme;
      const words = names.map((name) => (name.length > LETTERS ? `${name.slice(0, LETTERS - 1)}…` : name));
      const left = 12 + 6.2 * Math.max(...words.map(({ length }) => length));
      const right = w - 34;
      const pitch = h / Math.max(1, names.length);
      if (!shares || !real) {
        text(surface, empty, w / 2, h / 2, { align: 'center', size: 13 });
        return;
      }
      const most = Math.max(...Array.from(shares), ...Array.from(real));
      const X = (share: number) => left + (share / most) * (right - left);
      for (const [k, word] of words.entries()) {
        const y = (k + 0.5) * pitch;
        text(surface, word, left - 8, y, { align: 'right', base: 'middle' });
        g.fillStyle = `rgb(${colours.model.join()})`;
        g.fillRect(left, y - 0.3 * pitch, X(shares[k]) - left, 0.6 * pitch);
        line(surface, [X(real[k]), X(real[k])], [y - 0.45 * pitch, y + 0.45 * pitch], colours.data, {
          width: 2,
        });
        text(surface, `${Math.round(100 * shares[k])}%`, w, y, { align: 'right', base: 'middle' });
      }
    },
  { minInterval: 100 },
);

/** The theme is the page's colour tokens as numbers, for canvases. It follows the toggle and the system. */
import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { mix, type Ramps, type Rgb, ramps } from './colour';

const TOKENS = [
  'paper',
  'stage',
  'line',
  'line-2',
  'ink',
  'ink-2',
  'ink-3',
  'data',
  'model',
  'noise',
  'a',
  'b',
  'bad',
] as const;
type Token = (typeof TOKENS)[number];

export interface Theme extends Ramps {
  readonly dark: boolean;
  readonly colours: Readonly<Record<Token, Rgb>>;
}

export type ThemeChoice = 'light' | 'dark' | 'system';

/** Noise is grey, signal is colour: the tint of anything of which `signal` (√ᾱ) is left. */
export const tint = ({ colours }: Theme, hue: Rgb, signalLeft: number): Rgb =>
  mix(colours.noise, hue, Math.min(1, Math.max(0, signalLeft * 1.08)));

function read(): Theme {
  const probe = document.createElement('i');
  document.body.append(probe);
  const colours = Object.fromEntries(
    TOKENS.map((token) => {
      probe.style.color = `var(--${token})`;
      const numbers = getComputedStyle(probe).color.match(/[\d.]+/g) ?? ['0', '0', '0'];
      return [token, numbers.slice(0, 3).map(Number)];
    }),
  ) as unknown as Record<Token, Rgb>;
  probe.remove();
  const dark = colours.paper[0] < 100;
  return { dark, colours, ...ramps(dark) };
}

const STORED = 'ddpm-lab.theme';
const current = signal<Theme | null>(null);

/** The theme now; canvases repaint when it changes. */
export const theme: ReadonlySignal<Theme | null> = current;
const themeChoice: Signal<ThemeChoice> = signal('system');

/** Reads the stylesheet anew; every canvas repaints, with the type of a stylesheet that came later too. */
export function rereadTheme(): void {
  current.value = read();
}

export function chooseTheme(choice: ThemeChoice): void {
  themeChoice.value = choice;
  const root = document.documentElement;
  if (choice === 'system') delete root.dataset.theme;
  else root.dataset.theme = choice;
  try {
    if (choice === 'system') localStorage.removeItem(STORED);
    else localStorage.setItem(STORED, choice);
  } catch {
    // Storage is refused in some private windows: the choice then lasts as long as the page.
  }
  rereadTheme();
}

/** Reads the stored choice and follows the system's. Call once, when the stylesheet is there. */
export function startTheme(): void {
  let stored: string | null = null;
  try {
    stored = localStorage.getItem(STORED);
  } catch {
    stored = null;
  }
  chooseTheme(stored === 'light' || stored === 'dark' ? stored : 'system');
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', rereadTheme);
}

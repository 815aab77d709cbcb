/** The messages of an embedding page: what is obeyed, and what is ignored. */
import { describe, expect, test } from 'vitest';
import { embedCode, embeddedLink, parseCommand } from '../../../src/ui/present/messages';

describe('a command of the embedding page', () => {
  test.each([
    [{ ddpmLab: 1, do: 'play' }, { do: 'play' }],
    [{ ddpmLab: 1, do: 'pause', more: 2 }, { do: 'pause' }],
    [{ ddpmLab: 1, do: 'train' }, { do: 'train' }],
    [
      { ddpmLab: 1, do: 'seek', position: 0.25 },
      { do: 'seek', position: 0.25 },
    ],
    [
      { ddpmLab: 1, do: 'load', link: '?lesson=pair' },
      { do: 'load', link: '?lesson=pair' },
    ],
  ])('%j is obeyed', (data, command) => {
    expect(parseCommand(data)).toEqual(command);
  });

  test.each([
    [null],
    ['play'],
    [{ do: 'play' }],
    [{ ddpmLab: 2, do: 'play' }],
    [{ ddpmLab: 1, do: 'format' }],
    [{ ddpmLab: 1, do: 'seek', position: 2 }],
    [{ ddpmLab: 1, do: 'seek', position: Number.NaN }],
    [{ ddpmLab: 1, do: 'load', link: 'https://example.org/' }],
    [{ ddpmLab: 1, do: 'load', link: 'javascript:alert(1)' }],
    [{ ddpmLab: 1, do: 'load' }],
  ])('%j is ignored', (data) => {
    expect(parseCommand(data)).toBeNull();
  });
});

describe('an embedded link', () => {
  test('keeps its query and is one only once', () => {
    expect(embeddedLink('?lesson=pair')).toBe('?lesson=pair&embed=1');
    expect(embeddedLink('?embed=1&view=process')).toBe('?embed=1&view=process');
    expect(embeddedLink('')).toBe('?embed=1');
  });

  test('stands in its element escaped', () => {
    const code = embedCode('https://example.org/lab/', '?text="<&lesson=pair');
    expect(code).toContain('src="https://example.org/lab/?text=%22%3C&amp;lesson=pair&amp;embed=1"');
    expect(code).toMatch(/^<iframe [^<>]*><\/iframe>$/);
  });
});

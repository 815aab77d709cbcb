import { afterEach, expect, test, vi } from 'vitest';
import { writeToClipboard } from '../../../src/ui/shell/clipboard';
import { FILES, textOf } from '../architecture/importGraph';

afterEach(() => vi.unstubAllGlobals());

test('a text is in the clipboard, or it is known that it is not: refused, or without TLS, where there is no clipboard', async () => {
  const writeText = vi.fn(async () => {});
  vi.stubGlobal('navigator', { clipboard: { writeText } });
  expect(await writeToClipboard('link')).toBe(true);
  expect(writeText).toHaveBeenCalledWith('link');
  writeText.mockRejectedValue(new DOMException('no', 'NotAllowedError'));
  expect(await writeToClipboard('link')).toBe(false);
  vi.stubGlobal('navigator', {});
  expect(await writeToClipboard('link')).toBe(false);
});

test('nothing else writes to it', () => {
  const users = FILES.filter((file) => textOf(file).includes('navigator.clipboard'));
  expect(users).toEqual(['src/ui/shell/clipboard.ts']);
});

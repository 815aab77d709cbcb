/** Values of a link that are text of the right kind and no value all the same. */
import { expect, test } from 'vitest';
import { parseAddress } from '../../../src/config/address';
import { createNotices } from '../../../src/state/notices';
import { reportProblems } from '../../../src/ui/shell/linkProblems';

/** What the page says of a link; undefined for nothing. */
function noticeOf(search: string): string | undefined {
  const notices = createNotices();
  reportProblems(notices, parseAddress(search), search);
  return notices.list.value[0]?.hint;
}

test.each([
  ['view=sample&samples=0', 'samples', '0', 'a whole number from 1'],
  ['view=sample&samples=abc', 'samples', 'abc', 'a whole number from 1'],
  ['autostart=yes', 'autostart', 'yes', 'one of 1, 0'],
  ['autostart=2', 'autostart', '2', 'one of 1, 0'],
  ['present=yes', 'present', 'yes', 'one of 1, 0'],
  ['embed=7', 'embed', '7', 'one of 1, 0'],
  ['at=2', 'at', '2', 'a number from 0 to 1'],
  ['view=process&against=cosin', 'against', 'cosin', 'linear, quadratic'],
  ['schedule=drawn&handles=abc', 'handles', 'abc', '2 to 12 handles, written as'],
  ['dataset=drawn&drawing=zzz', 'drawing', 'zzz', 'drawing'],
  ['dataset=mnist&unet=custom&architecture=abc', 'architecture', 'abc', 'JSON'],
  ['dataset=gaussians-8&classes=true&label=8', 'label', '8', 'from -1 to 7'],
  ['dataset=mnist&classes=true&label=500', 'label', '500', 'from -1 to 9'],
  ['dataset=mnist&model=dit&heads=3', 'heads', '3', '1, 2, 4, 8, 16, 32'],
  ['dataset=mnist&model=dit&hiddenSize=36&heads=8', 'heads', '8', '1, 2, 3, 4'],
  ['dataset=mnist&model=dit&hiddenSize=50', 'hiddenSize', '50', 'a multiple of 4'],
  ['dataset=mnist&model=dit&patchSize=5', 'patchSize', '5', '1, 2, 4, 7, 14, 28'],
  ['dataset=moons&model=unet', 'model', 'unet', 'mlp'],
  ['dataset=mnist&model=mlp', 'model', 'mlp', 'unet or dit'],
  ['view=compare&b.handles=abc', 'b.handles', 'abc', '2 to 12 handles'],
  ['hide=tabs, roof,roof', 'hide', 'roof', 'some of recipe, files'],
  ['view=sample&use=paint', 'use', 'paint', 'one of inpaint, edit'],
  ['layers=samples,glow', 'layers', 'glow', 'some of data, samples'],
  ['view=process&paths=forward,ode,sde', 'paths', 'sde', 'some of forward, reverse'],
  ['schedule=cosin', 'schedule', 'cosin', 'linear, quadratic'],
])('%s is reported with its field, its value and what is allowed', (search, field, value, allowed) => {
  const notice = noticeOf(`?${search}`);
  expect(notice).toContain(`${field} "${value}"`);
  expect(notice).toContain(allowed);
  expect(notice?.match(/is not accepted/g)).toHaveLength(1);
});

test.each([
  '',
  '?hide=tabs, files,',
  '?layers=none',
  '?view=process&paths=none',
  '?view=sample&use=inpaint',
  '?autostart=1&present=0&embed=1&at=0.5&samples=16&against=all',
  '?schedule=drawn&handles=0*8_1*-10',
  '?dataset=drawn&drawing=.BAA',
  '?dataset=gaussians-8&classes=true&label=7',
  '?dataset=gaussians-8&label=500', // without classes it has no effect
  '?dataset=csv&classes=true&label=500', // the classes of a table are known once it is open
  '?dataset=images&model=dit&patchSize=5',
  '?dataset=mnist&model=dit&heads=8&patchSize=7',
  '?dataset=images&unet=custom&architecture={"in_channels":3,"sample_size":[16,16]}',
])('%s is not', (search) => expect(noticeOf(search)).toBeUndefined());

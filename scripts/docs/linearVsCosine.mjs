// node scripts/docs/linearVsCosine.mjs: trains linear and cosine on eight data sets with five seeds, measures both at every number of
// sampling steps, and writes docs/linear-vs-cosine.md from the data sets that are complete. It resumes where it was stopped: a cell that is measured
// is not measured again. `--most N` ends after N cells.
import { runInNode } from '../dev/inNode.mjs';

await runInNode('scripts/docs/linearVsCosine.ts', 'linearVsCosine');

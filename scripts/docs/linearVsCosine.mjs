// node scripts/docs/linearVsCosine.mjs: trains linear and cosine on eight data sets with five seeds, measures both at every number of
// sampling steps, and the first pair of MNIST models too (docs/models), and writes docs/linear-vs-cosine.md with its pictures. It resumes where it was
// stopped: a cell that is measured is not measured again. `--minutes N` begins no cell after N minutes, `--only points` or `--only images`
// measures one part.
import { runInNode } from '../dev/inNode.mjs';

await runInNode('scripts/docs/linearVsCosine.ts', 'linearVsCosine');

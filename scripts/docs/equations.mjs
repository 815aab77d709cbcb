// node scripts/docs/equations.mjs && npx biome format --write src/ui/*.generated.ts: writes the page's equations, after a change of a formula
// in scripts/docs/equationMarkup.ts or of a spoken name in src/words/symbols.ts.
import { runInNode } from '../dev/inNode.mjs';

await runInNode('scripts/docs/equationMarkup.ts', 'writeEquations');

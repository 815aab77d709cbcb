// node scripts/docs/recipe.mjs: writes docs/recipe.md from the figures of scripts/pretrain/recipe.py.
import { runInNode } from '../dev/inNode.mjs';

await runInNode('scripts/docs/writeRecipe.ts', 'writeRecipe');

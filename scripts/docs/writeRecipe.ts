/** Writes docs/recipe.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import { recipeDocument } from './recipeDocument';

export function writeRecipe(): void {
  writeFileSync('docs/recipe.md', recipeDocument(JSON.parse(readFileSync('docs/recipe.json', 'utf8'))));
}

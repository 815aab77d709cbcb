/** Finds sentences in source files: texts of JSX, and strings that read like language. */
import { readFileSync } from 'node:fs';
import { parseAst } from 'vite';

type Node = { readonly type: string } & Record<string, unknown>;

/** Attributes of JSX that nobody reads. */
const NO_WORDS = new Set([
  'class',
  'id',
  'type',
  'key',
  'href',
  'd',
  'role',
  'for',
  'name',
  'viewBox',
  'rel',
  'style',
]);
/** Two words in a row, or one that begins like a label. */
const SENTENCE = /\p{Ll}[),:;]? \(?[\p{L}“]|^\p{Lu}\p{Ll}+[.:…]?$/u;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

function textOf(node: Node): string | null {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type === 'JSXText') return node.value as string;
  if (node.type !== 'TemplateLiteral') return null;
  return (node.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked).join('…');
}

/** @returns every sentence of a file, in its order */
export function sentencesOf(path: string): string[] {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    if (!isNode(value) || value.type === 'ImportDeclaration' || value.type.startsWith('TS')) {
      if (isNode(value) && /^TS(As|Satisfies|NonNull)/.test(value.type)) visit(value.expression);
      return;
    }
    if (value.type === 'JSXAttribute' && NO_WORDS.has(String((value.name as { name: unknown }).name))) return;
    const text = textOf(value)?.replace(/\s+/g, ' ').trim();
    if (text && SENTENCE.test(text)) found.push(text);
    for (const child of Object.values(value)) visit(child);
  };
  visit(parseAst(readFileSync(path, 'utf8'), { lang: path.endsWith('x') ? 'tsx' : 'ts' }).body);
  return found;
}

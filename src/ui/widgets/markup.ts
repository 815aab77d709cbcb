/** The markup of the page's own equations as nodes, for the page's policy lets no string become elements. */
import { type ComponentChild, h } from 'preact';

interface OpenElement {
  readonly tag: string;
  readonly attributes: Record<string, string>;
  readonly children: ComponentChild[];
}

const TOKEN = /<\/\w+>|<(\w+)([^>]*)>|[^<]+/g;
const ATTRIBUTE = /([\w-]+)="([^"]*)"/g;
/** The elements of equations that have no end tag. */
const WITHOUT_END: ReadonlySet<string> = new Set(['wbr']);

const elementOf = ({ tag, attributes, children }: OpenElement) => h(tag, attributes, ...children);

const parsed = new Map<string, readonly ComponentChild[]>();

/** @param markup well-formed, without entities and comments, as `scripts/docs/equations.mjs` writes it */
export function nodesOf(markup: string): readonly ComponentChild[] {
  const before = parsed.get(markup);
  if (before) return before;
  const top: OpenElement = { tag: '', attributes: {}, children: [] };
  const open = [top];
  for (const [token, tag, attributes] of markup.matchAll(TOKEN)) {
    if (tag !== undefined) {
      const values = Array.from(attributes.matchAll(ATTRIBUTE), ([, name, value]) => [name, value]);
      open.push({ tag, attributes: Object.fromEntries(values), children: [] });
    } else if (!token.startsWith('<')) open.at(-1)!.children.push(token);
    const ends = token.startsWith('</') || (tag !== undefined && WITHOUT_END.has(tag));
    if (!ends) continue;
    const element = elementOf(open.pop()!);
    open.at(-1)!.children.push(element);
  }
  parsed.set(markup, top.children);
  return top.children;
}

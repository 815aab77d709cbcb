// node scripts/docs/lessonStudies.mjs [STUDY]…: trains what lessons compare, with three seeds on WASM, and writes the figures that their
// pictures show, src/ui/lessons/measured/STUDY.json. Without a name it runs all of them, some minutes each.
import { runInNode } from '../dev/inNode.mjs';

await runInNode('scripts/docs/lessonStudies.ts', 'measureLessons');

// node scripts/docs/course.mjs: writes docs/course.md by scripts/docs/courseDocument.ts, whose answers are computed.
import { runInNode } from '../dev/inNode.mjs';

await runInNode('scripts/docs/writeCourse.ts', 'writeCourse');

/** Writes docs/course.md. */
import { writeFileSync } from 'node:fs';
import { courseDocument } from './courseDocument';

export function writeCourse(): void {
  writeFileSync('docs/course.md', `${courseDocument().trimEnd()}\n`);
}

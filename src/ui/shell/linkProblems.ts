/** What a link asks for and cannot have, as a notice. Loaded with the first such link. */
import type { Address } from '../../config/address';
import { problemSentence } from '../../config/parse';
import type { Notices } from '../../state/notices';

export function reportProblems(notices: Notices, problems: Address['problems']): void {
  const values = problems.length === 1 ? 'a value that is' : `${problems.length} values that are`;
  const sentences = problems.map(problemSentence).join(' ');
  notices.problem(`The link has ${values} not accepted.`, `${sentences} All other values apply.`);
}

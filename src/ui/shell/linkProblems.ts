/** What a link asks for and cannot have, as a notice. Loaded with the first such link. */
import type { Address } from '../../config/address';
import { problemSentence } from '../../config/parse';
import type { Notices } from '../../state/notices';
import * as words from '../../words/linkProblems';

export function reportProblems(notices: Notices, problems: Address['problems']): void {
  const sentences = problems.map(problemSentence).join(' ');
  notices.problem(words.notAccepted(problems.length), words.othersApply(sentences));
}

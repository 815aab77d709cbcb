/** What a link asks for and cannot have, as a notice. Loaded with the first address that has parameters. */
import type { Address } from '../../config/address';
import { problemsOfLink } from '../../config/linkChecks';
import { problemSentence } from '../../config/parse';
import type { Notices } from '../../state/notices';
import * as words from '../../words/linkProblems';

/** @param search the query string of the link */
export function reportProblems(notices: Notices, address: Address, search: string): void {
  const problems = problemsOfLink(address, search);
  if (problems.length === 0) return;
  const sentences = problems.map(problemSentence).join(' ');
  notices.problem(words.notAccepted(problems.length), words.othersApply(sentences));
}

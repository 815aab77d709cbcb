/** The meaning of each field of the configuration, in one phrase. Loaded at the first use of the page. */
import { help } from '../words/fieldHelp';
import type { FieldName } from './fields';

export const FIELD_HELP: Readonly<Record<FieldName, string>> = help;

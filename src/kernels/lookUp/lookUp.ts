/** The rows of a table that labels name: the embedding of classes. */
import { choose } from '../choose';
import { lookUpOnModule } from './module';
import { lookUpReference } from './reference';

/**
 * @param labels [B] numbers of rows, f32 or i32; one outside the table names none
 * @param table  [classes, N]
 * @returns [B, N], zeros for a label that names no row
 */
export const lookUp = choose({ module: lookUpOnModule, reference: lookUpReference });

/** Lets the page start the workers of this site, and nothing else. */
import { allowOwnWorkers } from '../lib/ownWorkers';

allowOwnWorkers(() => document.baseURI);

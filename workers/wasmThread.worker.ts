/** A thread of the own WASM module, beside the one that trains: it carries out its shares and knows of nothing else. */
import { keepToOwnOrigin } from '../src/lib/ownOrigin';
import { serveLists, type ThreadTask } from '../src/wasm/threads';

keepToOwnOrigin(self);

self.addEventListener('message', ({ data }: MessageEvent<ThreadTask>) => {
  void serveLists(data, () => self.postMessage('ready'));
});

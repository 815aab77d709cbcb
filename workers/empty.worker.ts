/** A worker that ends at once: what counts is the request of its file (`src/ui/shell/serviceWorker.ts`). */
self.close();

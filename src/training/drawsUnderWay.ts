/** The draws of a run that are under way, each of which is cancelled by the id of its request. */
export function createDrawsUnderWay() {
  const controllers = new Map<number, AbortController>();
  return {
    /** Draws until it is cancelled. @param id undefined where nothing cancels it */
    async run<T>(id: number | undefined, draw: (signal: AbortSignal) => Promise<T>): Promise<T> {
      const controller = new AbortController();
      if (id !== undefined) controllers.set(id, controller);
      try {
        return await draw(controller.signal);
      } finally {
        if (id !== undefined) controllers.delete(id);
      }
    },
    /** Does nothing where no draw of this id is under way. */
    cancel: (id: number): void => controllers.get(id)?.abort(),
  };
}

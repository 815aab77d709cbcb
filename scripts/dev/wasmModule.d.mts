/** The folder of the committed modules. */
export const FOLDER: string;

/** @returns the bytes of each file by its name in src/wasm/module */
export function buildModule(): Promise<Readonly<Record<string, Buffer>>>;

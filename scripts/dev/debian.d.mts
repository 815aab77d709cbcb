/** Tries to install Debian's packages; does nothing where it can't. */
export function installFromDebian(packages: readonly string[], ...flags: readonly string[]): void;

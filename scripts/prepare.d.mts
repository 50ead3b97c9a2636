/** Builds the server, when what it is made of has changed since. */
export function build(): void
/** How the server is run, for what is measured as it is run. */
export const serverFlags: readonly string[]
export const serverMemory: Readonly<Record<string, string>>

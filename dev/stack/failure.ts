/** A reason the stack cannot run, in the words of the person at the terminal: what is wrong, and what mends it. */
export class StartError extends Error {
  readonly remedy: string;
  /**
   * @param what one sentence on what is wrong
   * @param remedy what to do about it; empty when there is nothing to add
   */
  constructor(what: string, remedy = '') {
    super(what);
    this.name = 'StartError';
    this.remedy = remedy;
  }
}

/** The disk has no room: the one failure that passes without anybody at the terminal. */
export class DiskFull extends StartError {}

/** The text of anything thrown, without a stack. */
export function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** One failure of several; each keeps its own way out. */
export function together(failures: readonly [StartError, ...StartError[]]): StartError {
  if (failures.length === 1) return failures[0];
  const lines = failures.flatMap(({ message, remedy }) => [message, ...remedy.split('\n').map((line) => `  ${line}`)]);
  return new StartError(`${failures.length} of the settings given cannot be used:`, lines.join('\n'));
}

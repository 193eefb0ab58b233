/** Something is wrong with the machine or the request: what it is, and the one thing that mends it. */
export class Mend extends Error {
  /**
   * @param {string} what one sentence
   * @param {string} remedy a command or a sentence
   */
  constructor(what, remedy) {
    super(what);
    this.remedy = remedy;
  }
}

/** A refusal of the system in the words of the person at the terminal; anything else as it is. */
export function explained(thrown) {
  const { code, path } = thrown ?? {};
  const what = path === undefined ? 'a file' : path;
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new Mend(`The disk is full: ${what} could not be written.`, 'Free some space, then start again.');
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM')
    return new Mend(
      `${what} cannot be written (${code}).`,
      'Run it from a folder that is yours (git clone into your home), or give BO1_HOME another place.',
    );
  return thrown;
}

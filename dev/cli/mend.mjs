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

import { ApplicationFailure } from '@temporalio/common';

/** A row that an earlier step writes is not there: a fault of the caller, which trying again cannot mend. */
export const missing = (what: string): ApplicationFailure =>
  ApplicationFailure.nonRetryable(`The ${what} that this step builds on is not there.`, 'internal');

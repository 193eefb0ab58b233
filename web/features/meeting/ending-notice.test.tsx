// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import type { StopReason } from '@bo1/contracts/meeting/values';
import { afterEach, describe, expect, it } from 'vitest';
import { EndingNotice } from './ending-notice.tsx';
import { replay } from './reducer.ts';
import { logBuilder, recordExample } from './testing.ts';

afterEach(cleanup);

/** The end of a meeting that was told to stop, before or after its decision. */
function show(reason: StopReason, decided: boolean, yours = true) {
  const log = logBuilder();
  log.add('stopping', { reason });
  if (decided) log.add('complete', { decision: recordExample('Open?').decision, stopped_early: true });
  else log.add('cancelled', { reason });
  render(<EndingNotice sessionId="bo1_x" state={replay(log.events)} yours={yours} onRetried={() => undefined} />);
}

describe('who stopped a meeting', () => {
  it.each([
    ['stopped_by_user', false, 'You stopped it.'],
    ['cancelled_by_admin', false, 'An administrator stopped this meeting.'],
    ['stopped_by_user', true, 'You stopped the meeting when the decision was made.'],
    ['cancelled_by_admin', true, 'An administrator stopped the meeting when the decision was made.'],
  ] as const)('%s, decided: %s', (reason, decided, words) => {
    show(reason, decided);
    expect(screen.getByText(words, { exact: false })).toBeTruthy();
    if (reason !== 'stopped_by_user') expect(screen.queryByText(/You stopped/)).toBeNull();
  });

  it.each([false, true])('is not “you” for an admin who looks at it, decided: %s', (decided) => {
    show('stopped_by_user', decided, false);
    expect(screen.getByText(/Its owner stopped (it|the meeting)/)).toBeTruthy();
    expect(screen.queryByText(/\byour?\b/i)).toBeNull();
    expect(screen.queryByRole('link')).toBeNull();
  });
});

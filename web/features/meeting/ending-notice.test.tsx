// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, within } from '@testing-library/react';
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

describe('actions that are missing', () => {
  const shown = (...end: Parameters<ReturnType<typeof logBuilder>['add']>) => {
    const log = logBuilder();
    log.add(...end);
    return render(
      <QueryClientProvider client={new QueryClient()}>
        <EndingNotice sessionId="bo1_x" state={replay(log.events)} yours onRetried={() => undefined} />
      </QueryClientProvider>,
    );
  };
  const { decision } = recordExample('Open?');
  const message = 'There are no actions: the model provider refused the request. The decision is kept.';
  const missing_actions = { sub_problem_indexes: [0], code: 'provider_rejected', message };

  it('are told with the reason, and can be planned; nobody is said to have stopped anything', async () => {
    const { container } = shown('complete', { decision, stopped_early: true, missing_actions });
    expect(screen.getByText(message)).toBeTruthy();
    expect(await within(container).findByRole('button')).toBeTruthy();
    expect(screen.queryByText(/stopped/i)).toBeNull();
  });

  it('are told where it was stopped before they were written', () => {
    shown('complete', {
      decision,
      stopped_early: true,
      missing_actions: { ...missing_actions, code: 'terminated' },
    });
    expect(screen.getByText(/An administrator stopped the meeting .* its actions were not written\./)).toBeTruthy();
  });

  it('are told beside the parts that were not decided', () => {
    shown('partial', { failed_sub_problems: [1], message: 'Part of it could not be decided.', missing_actions });
    expect(screen.getByText(/Part of it could not be decided\..*There are no actions/)).toBeTruthy();
  });
});

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

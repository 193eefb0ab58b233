// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { replay } from './reducer.ts';
import { Signals } from './signals.tsx';
import { exampleLog } from './testing.ts';

afterEach(cleanup);

/** The signals once the given round was judged. */
function show(round: number) {
  const log = exampleLog(2);
  const judged = log.findIndex((event) => event.type === 'round_judged' && event.data.round === round);
  const state = replay(log.slice(0, judged + 1));
  render(<Signals sessionId="bo1_x" state={state} sub={state.subProblems[0]} yours />);
}

describe('the signals of a board', () => {
  it('are nothing but a promise before the first round', () => {
    show(0);
    expect(screen.getByText('Measured after each round.')).toBeTruthy();
    expect(screen.queryAllByRole('meter')).toHaveLength(0);
    expect(screen.queryByText('Aspects')).toBeNull();
  });

  it('are values on a scale after one round', () => {
    show(1);
    const meter = screen.getByRole('meter', { name: 'Agreement' });
    expect(meter.getAttribute('aria-valuetext')).toBe('.30');
    expect(screen.queryAllByRole('img')).toHaveLength(0);
    expect(screen.queryByRole('table')).toBeNull();
  });

  it('are a course with a table behind it from the second round on', () => {
    show(2);
    expect(screen.queryAllByRole('meter')).toHaveLength(0);
    expect(screen.getByRole('img', { name: 'Agreement by round. round 1: .30, round 2: .60.' })).toBeTruthy();
    expect(screen.getAllByRole('row', { hidden: true })).toHaveLength(3);
  });
});

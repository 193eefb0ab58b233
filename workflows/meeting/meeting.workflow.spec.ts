import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS, type RoundSignals } from '@bo1/contracts/meeting/values';
import { HoldUp, type Script, signals } from './fixtures/script.ts';
import { findLeaks } from '../../temporal/testing/histories.ts';
import { useScene } from './fixtures/scene.ts';
import { until } from './fixtures/until.ts';

const scene = useScene();
const limits = { ...DEFAULT_LIMITS, skip_clarification: true, insist_on_board: false };

test.concurrent('a board deliberates and gives a record with actions', async () => {
  const { meeting, table } = await scene.begin();
  expect(await scene.end(meeting)).toEqual({ status: 'completed' });
  const round = ['round_started', ...Array(3).fill('contribution'), 'round_judged', 'facilitator_decision'];
  expect(table.log.types.filter((type) => type !== 'contribution_started')).toEqual([
    'session_started',
    'route_decided',
    'context_collected',
    'decomposition_complete',
    'dependency_analysis_complete',
    'sub_problem_started',
    ...Array(3).fill('expert_selected'),
    ...Array(3).fill(round).flat(),
    ...Array(3).fill('recommendation'),
    'sub_problem_complete',
    'synthesis_complete',
    'actions_created',
    'complete',
  ]);
  expect(table.log.types.filter((type) => type === 'contribution_started')).toHaveLength(9);
  expect(table.archived).toBe(1);
});

test.concurrent('a routine question gets one answer and no board', async () => {
  const { meeting, table } = await scene.begin({ route: 'single' });
  expect(await scene.end(meeting)).toEqual({ status: 'completed' });
  expect(table.log.types).toEqual(['session_started', 'route_decided', 'synthesis_complete', 'complete']);
});

test.concurrent('who insists on the board gets it for a routine question', async () => {
  const { meeting, table } = await scene.begin({ route: 'single', limits: { ...limits, insist_on_board: true } });
  expect(await scene.end(meeting)).toEqual({ status: 'completed' });
  expect(table.log.types).toContain('round_started');
});

describe('the queue of the calls', () => {
  const queuesOf = async (part: Partial<Script>) => {
    const { meeting } = await scene.begin(part);
    await scene.end(meeting);
    const events = (await scene.rig.recorded([meeting.session_id])).flatMap(({ history }) => history.events ?? []);
    const calls = events.flatMap(({ activityTaskScheduledEventAttributes: scheduled }) => scheduled ?? []);
    return Map.groupBy(
      calls.filter(({ activityType }) => activityType?.name !== 'archive'),
      ({ taskQueue }) => taskQueue!.name!,
    );
  };

  test.concurrent('is that of the workflows, where this was pinned to the run', async () => {
    const queues = await queuesOf({ limits: { ...limits, shared_queue: true } });
    expect([...queues.keys()]).toEqual(['orchestration']);
  });

  test.concurrent('is one of their own else', async () => {
    expect([...(await queuesOf({ limits })).keys()]).toEqual(['llm']);
  });

  test.concurrent('has nothing for steps that call no model', async () => {
    const scheduled = await queuesOf({ limits: { ...limits, insist_on_board: true, shared_queue: true } });
    const steps = scheduled.get('orchestration')!.map(({ activityType }) => activityType!.name);
    expect(steps).toContain('decompose');
    expect(steps).not.toContain('route');
    expect(steps).not.toContain('synthesiseMeeting');
  });
});

test.concurrent('an archive that fails changes nothing', async () => {
  const fails: Script['fails'] = (step) => (step === 'archive' ? 'session_ended' : null);
  const { meeting, table } = await scene.begin({ fails });
  expect(await scene.end(meeting)).toEqual({ status: 'completed' });
  expect(table.archived).toBe(0);
});

describe('several sub-problems', () => {
  const plan = (index: number, ...depends_on: number[]) => ({ index, complexity: 1, depends_on });

  test.concurrent('run in dependency batches, those of a batch at the same time', async () => {
    const { meeting, table } = await scene.begin({ subProblems: [plan(0), plan(1), plan(2, 0, 1)], callMs: 30 });
    expect(await scene.end(meeting)).toEqual({ status: 'completed' });
    const at = (type: string, index: number) =>
      table.log.entries.findIndex((entry) => entry.type === type && entry.data.sub_problem_index === index);
    expect(at('sub_problem_started', 1)).toBeLessThan(at('sub_problem_complete', 0));
    expect(at('sub_problem_started', 2)).toBeGreaterThan(at('sub_problem_complete', 0));
    expect(at('sub_problem_started', 2)).toBeGreaterThan(at('sub_problem_complete', 1));
    expect(table.log.types.filter((type) => type === 'actions_created')).toHaveLength(3);
  });

  test.concurrent('one that fails leaves the others their result: partial', async () => {
    const fails: Script['fails'] = (step, { sub_problem_index }) =>
      step === 'judge' && sub_problem_index === 0 ? 'invalid_model_answer' : null;
    const { meeting, table } = await scene.begin({ subProblems: [plan(0), plan(1)], fails });
    expect(await scene.end(meeting)).toEqual({ status: 'partial' });
    expect(table.log.types).toContain('sub_problem_failed');
    expect(table.log.types.at(-1)).toBe('partial');
    expect(table.archived).toBe(1);
  });

  test.concurrent('the only one that fails fails the meeting, by its type', async () => {
    const fails: Script['fails'] = (step) => (step === 'vote' ? 'provider_spend_limit' : null);
    const { meeting, table } = await scene.begin({ fails });
    expect(await scene.end(meeting)).toEqual({ failure: 'provider_spend_limit' });
    expect(table.log.types.slice(-2)).toEqual(['sub_problem_failed', 'failed']);
    expect(table.archived).toBe(0);
  });
});

test.concurrent.each([
  'route',
  'collectContext',
  'decompose',
  'recordBatches',
  'selectExperts',
  'contribute',
  'synthesiseMeeting',
])('a meeting whose %s fails ends as failed', async (failing) => {
  const fails: Script['fails'] = (step) => (step === failing ? 'provider_rejected' : null);
  const { meeting } = await scene.begin({ fails });
  expect(await scene.end(meeting)).toEqual({ failure: 'provider_rejected' });
});

test.concurrent('what fails after the synthesis takes nothing away, and is told', async () => {
  const fails: Script['fails'] = (step) => (step === 'planActions' ? 'provider_spend_limit' : null);
  const { meeting, table } = await scene.begin({ fails });
  expect(await scene.end(meeting)).toEqual({ status: 'completed' });
  expect(table.log.entries.at(-1)).toMatchObject({
    type: 'complete',
    data: { cut_short: { kind: 'failed', code: 'provider_spend_limit' } },
  });
});

describe('rounds end by rule', () => {
  const deep = { risks: 'deep', objectives: 'deep' } as RoundSignals['aspects'];
  const cases: [string, Partial<Script>, number][] = [
    ['max_rounds', {}, 3],
    ['max_rounds', { limits: { ...limits, max_rounds: 2 } }, 2],
    ['hard_cap', { limits: { ...limits, hard_limit_ms: 1 }, callMs: 2 }, 1],
    ['budget', { affordableRounds: 2 }, 2],
    ['budget', { affordableRounds: 0 }, 0],
    ['budget', { affordableRounds: 2, takenMeanwhile: true }, 2],
    // In DOMAIN's order: limits come before what the board has come to.
    ['budget', { affordableRounds: 1, signals: () => signals({ agreement: 0.95, novelty: 0.1 }) }, 1],
    ['max_rounds', { affordableRounds: 3 }, 3],
    ['consensus', { signals: () => signals({ agreement: 0.95, novelty: 0.1 }) }, 1],
    ['early_exit', { signals: () => signals({ agreement: 0.88, novelty: 0.2 }) }, 2],
    ['exhausted', { signals: () => signals({ novelty: 0.05 }) }, 2],
    ['coverage', { signals: () => signals({ novelty: 0.2, aspects: deep }) }, 1],
    ['stalled_disagreement', { subProblems: [{ index: 0, complexity: 9, depends_on: [] }], signals: stalled }, 3],
  ];
  function stalled() {
    return signals({ conflict: 0.8, novelty: 0.3 });
  }

  test.concurrent.each(cases)('%s %#', async (rule, part, held) => {
    const { meeting, table } = await scene.begin(part);
    expect(await scene.end(meeting)).toEqual({ status: 'completed' });
    expect(table.log.entries.filter((entry) => entry.type === 'round_judged')).toHaveLength(held);
    const last = table.log.entries.findLast((entry) => entry.type === 'facilitator_decision')!;
    expect(last.key).toMatch(new RegExp(`/facilitated/${rule}$`));
  });

  test.concurrent('no facilitator is paid for where the budget does not cover another round', async () => {
    const { meeting, table } = await scene.begin({ affordableRounds: 2 });
    expect(await scene.end(meeting)).toEqual({ status: 'completed' });
    expect(table.calls.filter((key) => key.endsWith('/facilitate'))).toEqual(['sp0/r1/facilitate']);
    const rounds = table.log.entries
      .filter(({ type }) => type === 'facilitator_decision')
      .map(({ data }) => data.round);
    expect(rounds).toEqual([1, 2]);
  });

  test.concurrent('the facilitator calls the vote', async () => {
    const { meeting, table } = await scene.begin({ facilitator: ({ allowed }) => allowed.at(-1)! });
    expect(await scene.end(meeting)).toEqual({ status: 'completed' });
    expect(table.log.types.filter((type) => type === 'round_started')).toHaveLength(2);
  });

  test.concurrent('agreement without a word on risks gets one targeted round, once', async () => {
    const turns: string[][] = [];
    const { meeting, table } = await scene.begin({
      subProblems: [{ index: 0, complexity: 9, depends_on: [] }],
      signals: () => signals({ agreement: 0.95, novelty: 0, aspects: { risks: 'none' } as RoundSignals['aspects'] }),
      facilitator: ({ missing_aspects, allowed }) => {
        turns.push(missing_aspects);
        return allowed[0]!;
      },
    });
    expect(await scene.end(meeting)).toEqual({ status: 'completed' });
    expect(turns).toEqual([['risks']]);
    expect(table.log.types.filter((type) => type === 'round_started')).toHaveLength(2);
  });

  test.concurrent('a budget that ends in the middle of a round lets the closing steps go on', async () => {
    const fails: Script['fails'] = (step, { round, expert_code }) =>
      step === 'contribute' && round === 2 && expert_code === 'coo' ? 'budget_exhausted' : null;
    const { meeting, table } = await scene.begin({ fails });
    expect(await scene.end(meeting)).toEqual({ status: 'completed' });
    expect(table.log.types.filter((type) => type === 'round_judged')).toHaveLength(1);
  });
});

test.concurrent('a long silence is noticed, and its end too', async () => {
  const slow = new HoldUp('judge');
  const { meeting, table } = await scene.begin({ limits: { ...limits, liveness_ms: 200 }, holds: [slow] });
  await until('degraded', () => table.log.types.includes('degraded'));
  slow.release();
  expect(await scene.end(meeting)).toEqual({ status: 'completed' });
  expect(table.log.types.filter((type) => type === 'degraded' || type === 'recovered')).toEqual([
    'degraded',
    'recovered',
  ]);
});

test.concurrent('a bug in an activity is told by its kind alone, and tried again', async () => {
  const bugs = [new TypeError('what a person wrote')];
  const bug = () => {
    for (const error of bugs.splice(0)) throw error;
    return signals();
  };
  const { meeting } = await scene.begin({ signals: bug });
  expect(await scene.end(meeting)).toEqual({ status: 'completed' });
  expect(findLeaks(await scene.rig.recorded([meeting.session_id]), ['what a person wrote'])).toEqual([]);
});

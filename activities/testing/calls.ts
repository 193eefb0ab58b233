import type { MockActivityEnvironment } from '@temporalio/testing';
import type { ApplicationFailure } from '@temporalio/common';
import { afterEach, expect } from 'vitest';
import { z } from 'zod';
import { callText, callTool } from '../llm/call.ts';
import type { TextContent, TextStep, ToolStep } from '../llm/step.ts';
import type { Prompt } from '../ports/llm.ts';
import { Bench, onBench } from './bench.ts';

export const prompt: Prompt = {
  template: 'test',
  template_version: '1',
  system: [{ text: 'You sit on a board.' }],
  user: [
    { text: '<problem>Should we open a second shop in Berlin?</problem>' },
    { text: '<task phase="explore" round="1" of="4">Say what you think.</task>' },
  ],
};

export const KEY = 'sp0/r1/cfo/contribute';

const verdict = z.object({ route: z.enum(['board', 'single']), reason: z.string().min(3).max(400) });
export type Verdict = z.infer<typeof verdict>;

/** Model calls as steps make them, and the books they leave behind. */
export class CallBench extends Bench {
  /** A new meeting, an untroubled vendor, an empty bill. */
  override async reset(): Promise<void> {
    const { state } = this.rig.simulator;
    state.faults.clear();
    state.ledger.clear();
    state.settings.call_ms = 0;
    await super.reset();
    await this.activities.openRun(this.run);
  }

  textStep(fields: Partial<TextStep<TextContent>> = {}): TextStep<TextContent> {
    return {
      run: this.run,
      callKey: KEY,
      reservationKey: 'sp0/r1',
      prompt,
      model: 'main',
      maxTokens: 300,
      begin: () =>
        Promise.resolve({
          events: [
            {
              type: 'contribution_started',
              data: { sub_problem_index: 0, round: 1, expert_code: 'cfo', call_key: KEY },
              dedupeKey: '1/sp0/r1/cfo/started',
            },
          ],
        }),
      commit: (_tx, _session, answer) =>
        Promise.resolve({
          events: [{ type: 'paused', data: { version: 7 }, dedupeKey: '1/answered' }],
          counts: { contribution: 1 },
          result: answer.content,
        }),
      ...fields,
    };
  }

  toolStep(fields: Partial<ToolStep<Verdict, Verdict>> = {}): ToolStep<Verdict, Verdict> {
    return {
      run: this.run,
      callKey: 'route',
      reservationKey: 'step/route',
      prompt,
      model: 'small',
      maxTokens: 400,
      tool: { name: 'route_decision', description: 'Where the question goes.', schema: verdict },
      commit: (_tx, _session, { content }) =>
        Promise.resolve({
          events: [{ type: 'resumed', data: { version: 8 }, dedupeKey: '1/routed' }],
          result: content,
        }),
      ...fields,
    };
  }

  /** A contribution. */
  say(fields?: Partial<TextStep<TextContent>>, environment?: MockActivityEnvironment): Promise<TextContent> {
    return this.rig.run(() => callText(this.rig.deps, this.textStep(fields)), environment);
  }

  /** A structured step. */
  decide(fields?: Partial<ToolStep<Verdict, Verdict>>): Promise<Verdict> {
    return this.rig.run(() => callTool(this.rig.deps, this.toolStep(fields)));
  }

  async fault(kind: string, fields: object = {}): Promise<void> {
    const body = JSON.stringify({ kind, ...fields });
    const response = await fetch(`${this.rig.simulator.url}/__sim/faults`, { method: 'POST', body });
    expect(response.status).toBe(200);
  }

  attempts() {
    const where = { sessionId: this.run.session_id };
    return this.rig.db.llmAttempt.findMany({ where, orderBy: { createdAt: 'asc' } });
  }

  /** The vendor's own record of what it was asked. */
  get vendorCalls() {
    return this.rig.simulator.state.ledger.after(0);
  }

  /** Ours is never less than the vendor's bill, call by call; where it is more, the row is presumed. */
  async booksAreRight(): Promise<void> {
    const rows = await this.attempts();
    const prices = this.rig.deps.settings.prices.models;
    let bill = 0;
    for (const call of this.vendorCalls) {
      const mine = rows.find((row) => row.requestId === call.request_id);
      const billed = call.usage;
      if (billed === null) continue;
      const price = prices[call.model ?? '']!;
      const theirs =
        (billed.input_tokens * price.input +
          billed.output_tokens * price.output +
          billed.cache_creation_input_tokens * price.cache_write +
          billed.cache_read_input_tokens * price.cache_read) /
        1e6;
      bill += theirs;
      if (mine === undefined) continue;
      expect(Number(mine.costMicros)).toBeGreaterThanOrEqual(Math.floor(theirs));
      if (mine.state === 'settled') expect(Number(mine.costMicros) - theirs).toBeLessThan(1);
    }
    // Also where a call died before we learned its id.
    expect(rows.reduce((sum, row) => sum + Number(row.costMicros), 0)).toBeGreaterThanOrEqual(Math.floor(bill));
    const budget = await this.rig.db.budget.findUniqueOrThrow({ where: { sessionId: this.run.session_id } });
    const spent = (state: string) =>
      rows.filter((row) => row.state === state).reduce((sum, row) => sum + row.costMicros, 0n);
    expect(budget.settledMicros).toBe(spent('settled'));
    expect(budget.presumedMicros).toBe(spent('presumed'));
  }
}

/** The bench of a test file whose books must be right after each test. */
export function callBench(): CallBench {
  const bench = onBench(new CallBench());
  afterEach(() => bench.booksAreRight());
  return bench;
}

export const failureOf = (work: Promise<unknown>): Promise<ApplicationFailure> =>
  work.then(
    () => expect.fail('it should have failed'),
    (error: unknown) => error as ApplicationFailure,
  );

import { eventData } from '@bo1/contracts/events/schema';
import { action, decisionRecord, question } from '@bo1/contracts/meeting/schema';
import {
  ASPECT_DEPTHS,
  ASPECTS,
  FACILITATION_LIMITS,
  FACILITATOR_ACTIONS,
  type Aspect,
  type AspectDepth,
} from '@bo1/contracts/meeting/values';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sameness } from '../length.ts';
import { answersOf } from '../testing/schema-arbitrary.ts';
import { actionsTool } from '../tools/action-plan.ts';
import { clarifyTool } from '../tools/clarification-questions.ts';
import { directTool, recordTool } from '../tools/decision-record.ts';
import { decomposeTool } from '../tools/decomposition.ts';
import { selectTool } from '../tools/expert-selection.ts';
import { facilitateTool } from '../tools/facilitator-decision.ts';
import { voteTool } from '../tools/recommendation.ts';
import { routeTool } from '../tools/route-decision.ts';
import { judgeTool } from '../tools/round-judgement.ts';
import { repairActions } from './actions.ts';
import { repairFacilitation } from './facilitation.ts';
import { repairJudgement } from './judgement.ts';
import { repairQuestions } from './questions.ts';
import { repairVote } from './recommendation.ts';
import { repairDirect, repairRecord } from './record.ts';
import { repairDecomposition } from './sub-problems.ts';

const codes = ['cfo', 'ops', 'law', 'customer'];
const has = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);
const check = <T>(answers: fc.Arbitrary<T>, holds: (answer: T) => void): void =>
  fc.assert(fc.property(answers, holds), { numRuns: 300 });

describe('every schema-valid answer', () => {
  it('passes its own validator', () => {
    const tools = [
      routeTool(),
      clarifyTool(),
      decomposeTool(4),
      selectTool(codes, 3),
      judgeTool(codes),
      facilitateTool(FACILITATOR_ACTIONS),
      voteTool(),
      recordTool(codes),
      directTool(),
      actionsTool(),
    ];
    for (const tool of tools) check(answersOf(tool as never), (answer) => void tool.schema.parse(answer));
  });

  it('becomes at most five different questions', () => {
    check(answersOf(clarifyTool()), (answer) => {
      const questions = repairQuestions(answer);
      expect(questions.every((one) => question.safeParse(one).success && has(one.question) && has(one.reason))).toBe(
        true,
      );
      expect(questions.map((one) => one.id)).toEqual(questions.map((_, index) => `q${index + 1}`));
      expect(new Set(questions.map((one) => sameness(one.question))).size).toBe(questions.length);
      expect(
        repairQuestions(
          answer,
          questions.map((one) => one.question),
        ),
      ).toEqual([]);
    });
  });

  it('becomes an agenda whose dependencies exist', () => {
    check(
      fc.tuple(answersOf(decomposeTool(4)), fc.string({ minLength: 1 }), fc.integer({ min: 1, max: 4 })),
      ([answer, problem, most]) => {
        const agenda = repairDecomposition(answer, { problem, most });
        eventData.decomposition_complete.parse({
          rationale: agenda.rationale,
          sub_problems: agenda.sub_problems.map(({ rationale: _, ...one }) => one),
        });
        expect(agenda.sub_problems.length).toBeGreaterThanOrEqual(1);
        expect(agenda.sub_problems.length).toBeLessThanOrEqual(most);
        agenda.sub_problems.forEach((one, index) => {
          expect(one.index).toBe(index);
          expect(has(one.goal)).toBe(true);
          expect(one.depends_on.every((other) => other !== index && other < agenda.sub_problems.length)).toBe(true);
          expect(new Set(one.depends_on).size).toBe(one.depends_on.length);
        });
      },
    );
  });

  it('becomes signals in range, whose coverage never falls', () => {
    const earlier = fc.record(
      Object.fromEntries(ASPECTS.map((aspect) => [aspect, fc.constantFrom(...ASPECT_DEPTHS)])) as Record<
        Aspect,
        fc.Arbitrary<AspectDepth>
      >,
    );
    const novelty = fc.option(fc.double({ min: 0, max: 1, noNaN: true }));
    check(fc.tuple(answersOf(judgeTool(codes)), earlier, novelty), ([answer, before, measured]) => {
      const judged = repairJudgement(answer, { novelty: measured, earlier: before, experts: codes });
      const { stances, ...signals } = judged;
      eventData.round_judged.parse({ sub_problem_index: 0, round: 1, ...signals });
      expect(Object.keys(stances).every((code) => codes.includes(code))).toBe(true);
      expect(has(judged.focus)).toBe(true);
      for (const aspect of ASPECTS)
        expect(ASPECT_DEPTHS.indexOf(judged.aspects[aspect])).toBeGreaterThanOrEqual(
          Math.max(ASPECT_DEPTHS.indexOf(before[aspect]), ASPECT_DEPTHS.indexOf(answer.aspects[aspect])),
        );
      if (measured === 0) expect(judged.novelty).toBe(0);
    });
  });

  it('becomes a facilitator decision that can be carried out', () => {
    const allowed = fc.subarray([...FACILITATOR_ACTIONS], { minLength: 1 });
    const missing = fc.subarray<Aspect>(['risks', 'objectives']);
    const cases = fc
      .tuple(allowed, missing)
      .chain(([some, aspects]) => fc.tuple(fc.constant(some), fc.constant(aspects), answersOf(facilitateTool(some))));
    check(cases, ([some, aspects, answer]) => {
      const facts = { allowed: some, missing_aspects: aspects, signals: { agreement: 0.5, conflict: 0.5 }, focus: '' };
      const { action: chosen, reason, guidance, moderator, impasse, questions } = repairFacilitation(answer, facts);
      // Who wants to ask and has no question goes on.
      expect(answer.action === 'clarify' ? ['clarify', 'continue'] : some).toContain(chosen);
      expect(questions.length > 0).toBe(chosen === 'clarify');
      expect(questions.length).toBeLessThanOrEqual(FACILITATION_LIMITS.questions);
      expect(has(reason) && has(guidance)).toBe(true);
      for (const aspect of aspects) expect(guidance.toLowerCase()).toContain(aspect);
      expect(moderator !== null).toBe(chosen === 'moderator');
      expect(impasse !== null).toBe(chosen === 'acknowledge_impasse');
      const at = { sub_problem_index: 0, round: 2 };
      const decided = { action: chosen, decided_by: 'facilitator', rule: null, reason, guidance };
      eventData.facilitator_decision.parse({ ...at, ...decided });
      if (moderator) eventData.moderator_intervention.parse({ ...at, ...moderator });
      if (impasse) eventData.impasse_acknowledged.parse({ ...at, ...impasse });
    });
  });

  it('becomes a recommendation', () => {
    check(answersOf(voteTool()), (answer) => {
      const vote = repairVote(answer);
      eventData.recommendation.parse({ sub_problem_index: 0, expert_code: 'cfo', ...vote });
      expect(has(vote.recommendation)).toBe(true);
    });
  });

  it('becomes a record that keeps everyone who differs', () => {
    const views = codes.map((code) => ({
      expert_code: code,
      name: `N ${code}`,
      view: `view ${code}`,
      reason: 'because',
    }));
    check(answersOf(recordTool(codes)), (answer) => {
      const record = decisionRecord.parse(repairRecord(answer, { question: 'Q?', views }));
      expect(record.options.map((option) => option.title)).toContain(record.chosen_option);
      expect(new Set(record.options.map((option) => sameness(option.title))).size).toBe(record.options.length);
      for (const option of record.options) expect(option.assessments.length).toBe(record.criteria.length);
      const dissenters = record.dissent.map((one) => one.expert_code);
      for (const code of codes) if (answer.stands[code] === 'differs') expect(dissenters).toContain(code);
      expect(new Set(dissenters).size).toBe(dissenters.length);
      expect(record.reopen_if.length).toBeGreaterThan(0);
      expect(record.dissent.every((one) => has(one.view) && one.name.startsWith('N '))).toBe(true);
    });
  });

  it('keeps the dissent of the records that it sums up', () => {
    const views = codes.map((code) => ({ expert_code: code, name: code, view: `view ${code}`, reason: 'because' }));
    const must_keep = [{ expert_code: 'law', name: 'law', view: 'Do not sign.', reason: 'The clause.' }];
    check(answersOf(recordTool(codes)), (answer) => {
      const record = repairRecord(answer, { question: 'Q?', views, must_keep });
      expect(record.dissent.map((one) => one.expert_code)).toContain('law');
    });
  });

  it('becomes the short record of a direct answer', () => {
    check(answersOf(directTool()), (answer) => {
      const record = decisionRecord.parse(repairDirect(answer, { question: 'Q?' }));
      expect(record.options.map((option) => option.title)).toContain(record.chosen_option);
      expect(has(record.decision) && record.dissent.length === 0).toBe(true);
    });
  });

  it('becomes actions that can be done in an order, after the decision', () => {
    const from = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
    check(fc.tuple(answersOf(actionsTool()), from), ([answer, date]) => {
      const day = date.toISOString().slice(0, 10);
      const planned = repairActions(answer, { from: day });
      const rows = planned.map((one, index) => ({
        ...one,
        id: `a${index}`,
        sub_problem_index: 0,
        depends_on: one.depends_on.map((other) => `a${other}`),
      }));
      for (const row of rows) action.parse(row);
      planned.forEach((one) => {
        expect(one.due_date > day).toBe(true);
        expect([one.steps, one.success_criteria, one.kill_criteria].every((list) => list.length > 0)).toBe(true);
        for (const before of one.depends_on) expect((planned[before]?.due_date ?? '9') <= one.due_date).toBe(true);
      });
      expect(hasOrder(planned.map((one) => one.depends_on))).toBe(true);
      expect(planned.length).toBe(answer.actions.length);
    });
  });
});

/** True where all can be done one after the other. */
function hasOrder(depends: number[][]): boolean {
  const done = new Set<number>();
  for (let size = -1; size !== done.size;) {
    size = done.size;
    depends.forEach((before, index) => before.every((other) => done.has(other)) && done.add(index));
  }
  return done.size === depends.length;
}

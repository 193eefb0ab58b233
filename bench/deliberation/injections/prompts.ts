import type { Deliberation, FinishedRound, Interjection } from '@bo1/activities/meeting/material';
import { answerDirectlyPrompt } from '@bo1/activities/meeting/prompts/answer-directly';
import { answerInterjectionsPrompt } from '@bo1/activities/meeting/prompts/answer-interjections';
import { clarifyPrompt } from '@bo1/activities/meeting/prompts/clarify';
import { contributePrompt } from '@bo1/activities/meeting/prompts/contribute';
import { decomposePrompt } from '@bo1/activities/meeting/prompts/decompose';
import { facilitatePrompt } from '@bo1/activities/meeting/prompts/facilitate';
import { judgePrompt } from '@bo1/activities/meeting/prompts/judge';
import { planActionsPrompt } from '@bo1/activities/meeting/prompts/plan-actions';
import { routePrompt } from '@bo1/activities/meeting/prompts/route';
import { selectExpertsPrompt } from '@bo1/activities/meeting/prompts/select-experts';
import { summariseRoundPrompt } from '@bo1/activities/meeting/prompts/summarise-round';
import { synthesiseMeetingPrompt } from '@bo1/activities/meeting/prompts/synthesise-meeting';
import { synthesisePrompt } from '@bo1/activities/meeting/prompts/synthesise';
import { votePrompt } from '@bo1/activities/meeting/prompts/vote';
import { fixPrompt } from '@bo1/activities/llm/fix-prompt';
import type { Prompt } from '@bo1/activities/ports/llm';
import type { DecisionRecord } from '@bo1/contracts/meeting/schema';
import type { Expert } from '@bo1/activities/meeting/material';

/** Every prompt of a meeting whose every foreign text is `text`: what people, the web and the model itself have written. */
export function promptsHolding(text: string): Prompt[] {
  const deliberation = deliberationOf(text);
  const { brief, sub_problem, experts, rounds } = deliberation;
  const [expert] = experts as [Expert];
  const votes = experts.map(({ code, name }) => ({
    expert_code: code,
    name,
    recommendation: text,
    reasoning: text,
    confidence: 0.7,
    conditions: [text],
    risks: [text],
  }));
  const record = recordOf(text);
  const signals = (rounds[0] as FinishedRound).judgement;
  if (signals === null) throw new Error('A finished round has been judged.');
  const judge = judgePrompt({ deliberation });
  return [
    routePrompt({ brief }),
    clarifyPrompt({ brief }),
    decomposePrompt({ brief, most: 4 }),
    answerDirectlyPrompt({ brief, expert }),
    selectExpertsPrompt({ brief, sub_problem, catalogue: [{ ...expert, category: 'finance' }], count: 1 }),
    contributePrompt({ deliberation, expert, round: 3, max_rounds: 4, phase: 'challenge' }),
    judge,
    fixPrompt(judge, { stances: { cfo: text } }, text),
    summariseRoundPrompt({ sub_problem, round: rounds[1] as FinishedRound }),
    facilitatePrompt({
      deliberation,
      round: 2,
      max_rounds: 4,
      missing_aspects: ['risks'],
      allowed: ['continue', 'vote'],
    }),
    answerInterjectionsPrompt({ deliberation, hands: [interjectionOf(text)] }),
    votePrompt({ deliberation, expert }),
    synthesisePrompt({ deliberation, votes, stop_rule: 'max_rounds' }),
    synthesiseMeetingPrompt({
      brief,
      records: [
        { index: 0, record },
        { index: 1, record },
      ],
    }),
    planActionsPrompt({ brief, sub_problem, record }),
  ];
}

const interjectionOf = (text: string): Interjection => ({
  number: 1,
  text,
  flagged: [],
  replies: [{ expert_code: 'cfo', name: 'Ada Moran', text }],
});

function deliberationOf(text: string): Deliberation {
  const people = [
    { code: 'cfo', name: 'Ada Moran' },
    { code: 'legal', name: 'Ben Okafor' },
  ];
  const roundOf = (round: number): FinishedRound => ({
    round,
    phase: 'explore',
    said: people.map(({ code, name }) => ({ expert_code: code, name, text })),
    summary: text,
    judgement: {
      agreement: 0.5,
      conflict: 0.5,
      novelty: 0.5,
      aspects: {
        problem_clarity: 'none',
        objectives: 'none',
        options: 'none',
        assumptions: 'none',
        risks: 'none',
        constraints: 'none',
        stakeholders: 'none',
        dependencies: 'none',
      },
      focus: text,
      stances: { cfo: text, legal: text },
    },
    guidance: { action: 'moderator', guidance: text, intervention: text },
    research: {
      query: text,
      sources: [{ number: 1, title: text, url: `https://example.test/${text}`, snippet: text }],
    },
    interjections: [interjectionOf(text)],
  });
  return {
    brief: {
      problem: text,
      flagged: [],
      asked_on: '2026-01-01',
      context: [{ kind: 'business_profile', label: text, text }],
      answers: [
        { question: text, answer: text },
        { question: text, answer: null },
      ],
      constraints: [text],
    },
    sub_problem: {
      index: 1,
      goal: text,
      rationale: text,
      settled: [{ index: 0, goal: text, decision: text, conditions: [text] }],
    },
    experts: people.map((person) => ({
      ...person,
      archetype: 'guardian',
      expertise: ['pricing', 'leases', 'tax'],
      traits: ['direct'],
      style: 'Short sentences.',
      system_prompt: 'You count cash first.',
    })),
    said_before: [interjectionOf(text)],
    rounds: [roundOf(1), roundOf(2)],
  };
}

const recordOf = (text: string): DecisionRecord => ({
  question: text,
  decision: text,
  chosen_option: text,
  criteria: [text],
  options: [{ title: text, summary: text, assessments: [text] }],
  rationale: text,
  confidence: 0.7,
  confidence_basis: text,
  dissent: [{ expert_code: 'cfo', name: 'Ada Moran', view: text, reason: text }],
  conditions: [text],
  reopen_if: [text],
});

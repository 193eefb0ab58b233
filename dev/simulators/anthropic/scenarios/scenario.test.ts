import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { answer, meeting, novelty } from '../answer/board-testing.ts';
import { forcing } from '../testing.ts';
import { loadScenarios, scenarioJsonSchema, scenarioSchema } from './scenario.ts';
import scenarioFile from './scenario.schema.json' with { type: 'json' };

describe('scenarios', () => {
  const base = { name: 'test', match: 'the test case' };
  const problem = 'This is the test case. Should we open the north branch or the south branch?';

  test('facts, lines, repeats and dissent are played', () => {
    const scenario = scenarioSchema.parse({
      ...base,
      winner: 'open the south branch',
      facts: { cfo: ['The north lease ends in May.'] },
      agreement_from_round: 2,
      dissenters: ['sceptic'],
      contributions: [
        { round: 1, expert: 'coo', text: 'Only this is said.' },
        { round: 2, expert: 'customer_voice', repeats: 'coo' },
        { round: 2, expert: 'cfo', adds: ['The bank has been asked.'] },
      ],
    });
    const texts = meeting(4, { scenario, problem });
    expect(texts[0]?.[0]).toContain('The north lease ends in May.');
    expect(texts[0]?.[1]).toBe('Only this is said.');
    expect(texts[1]?.[3]).toBe('Only this is said.');
    expect(texts[1]?.[0]).toContain('The bank has been asked.');
    for (const seat of [0, 1, 3]) expect(texts[3]?.[seat]).toContain('opening the south branch');
    expect(texts[3]?.[2]).toContain('opening the north branch');
  });

  test('an echo leaves nothing new', () => {
    const texts = meeting(3, { scenario: scenarioSchema.parse({ ...base, echo_from_round: 2 }), problem });
    expect(novelty(texts, 2)).toBeLessThan(0.1);
  });

  test('a tool’s answer is laid over the generated one', () => {
    const scenario = scenarioSchema.parse({
      ...base,
      tools: [{ tool: 'round_judgement', round: 2, input: { agreement: 0.25 } }],
    });
    const schema = { properties: { agreement: { type: 'number' } }, required: ['agreement'] };
    const ask = (round: number) =>
      JSON.parse(
        answer(
          forcing(
            `<problem>${problem}</problem><task step="judge" round="${round}">x</task>`,
            'round_judgement',
            schema,
          ),
          [scenario],
        ),
      ) as { agreement: number };
    expect(ask(2).agreement).toBe(0.25);
    expect(ask(1).agreement).not.toBe(0.25);
  });

  test('the files are valid, and so is their schema', () => {
    const validate = new Ajv2020({ strict: false }).compile(scenarioJsonSchema());
    const scenarios = loadScenarios();
    expect(scenarios.length).toBeGreaterThan(2);
    for (const scenario of scenarios) expect(validate(scenario), JSON.stringify(validate.errors)).toBe(true);
    expect(scenarioFile).toEqual(scenarioJsonSchema());
  });
});

import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { sentencesOf } from '../prompt/facts.ts';
import { loadScenarios, scenarioJsonSchema, scenarioSchema, type Scenario } from '../scenarios/scenario.ts';
import scenarioFile from '../scenarios/scenario.schema.json' with { type: 'json' };
import { settingsSchema } from '../settings.ts';
import { asking, forcing } from '../testing.ts';
import { messagesRequestSchema } from '../wire/request.ts';
import { composeAnswer } from './compose.ts';

const PROBLEM =
  'We are a 12-person SaaS company. Our biggest customer (38% of revenue) wants an on-premise version. Should we build it, refuse, or partner with an integrator? We have 9 months of runway and cannot hire before summer.';
const BOARD = [
  ['cfo', 'Mara Lindqvist', 'The finance chief'],
  ['coo', 'Jonas Weber', 'The operator'],
  ['sceptic', 'Ines Duarte', 'The sceptic'],
  ['customer_voice', 'Tom Okafor', 'The customer advocate'],
  ['treasurer', 'Ada Brandt', 'The treasurer'],
] as const;
const BOARD_TEXT = `<board>\n${BOARD.map(([code, name, role]) => `${name} (${code}): ${role}`).join('\n')}\n</board>`;

const answer = (request: object, scenarios: Scenario[] = [], seed = '1', mode: 'prompt' | 'random' = 'prompt') =>
  composeAnswer(messagesRequestSchema.parse(request), settingsSchema.parse({ seed, mode }), scenarios).text;

/** Rounds of a whole board, each seeing the last one; texts by round and seat. */
function meeting(rounds: number, options: { seed?: string; scenario?: Scenario; problem?: string } = {}): string[][] {
  const result: string[][] = [];
  for (let round = 1; round <= rounds; round++) {
    const before = (result.at(-1) ?? []).map(
      (text, seat) =>
        `<contribution round="${round - 1}" expert="${BOARD[seat]?.[0]}" name="${BOARD[seat]?.[1]}">${text}</contribution>`,
    );
    const phase = round === 1 ? 'explore' : round <= 3 ? 'challenge' : 'converge';
    result.push(
      BOARD.map(([code, name, role]) => {
        const text = [
          `<problem>${options.problem ?? PROBLEM}</problem>`,
          BOARD_TEXT,
          before.length > 0 ? `<transcript>${before.join('')}</transcript>` : '',
          `<persona code="${code}" name="${name}" archetype="${role}">Knows: cash, planning.</persona>`,
          `<task phase="${phase}" round="${round}" of="${rounds}">Go.</task>`,
        ].join('\n');
        return answer(asking(text), options.scenario ? [options.scenario] : [], options.seed);
      }),
    );
  }
  return result;
}

/** Part of a round's sentences that share less than 60 % of their words with every sentence said before. */
function novelty(texts: string[][], round: number): number {
  const words = (sentence: string) => new Set(sentence.toLowerCase().match(/[a-z]{3,}/g) ?? []);
  const earlier = texts
    .slice(0, round - 1)
    .flat()
    .flatMap(sentencesOf)
    .map(words)
    .filter((old) => old.size > 4);
  const now = (texts[round - 1] ?? []).flatMap(sentencesOf).map(words);
  const repeats = (one: Set<string>) =>
    earlier.some((old) => [...old].filter((word) => one.has(word)).length >= 0.6 * Math.min(old.size, one.size));
  return now.filter((sentence) => !repeats(sentence)).length / now.length;
}

describe('a contribution', () => {
  const texts = meeting(5);

  test('speaks of the person’s own problem, in 50 to 190 words', () => {
    for (const text of texts[0] ?? []) {
      expect(text).toMatch(/on-premise version|integrator|refusing/);
      const words = text.split(/\s+/).length;
      expect(words).toBeGreaterThan(50);
      expect(words).toBeLessThan(190);
    }
    expect(texts[0]?.join(' ')).toMatch(/9 months of runway/);
    expect(texts[0]?.join(' ')).toMatch(/38% of revenue/);
    expect(texts.flat().join(' ')).toMatch(/you cannot hire before summer|cannot hire before summer/);
  });

  test('leaves no slot unfilled and names no figure of its own', () => {
    for (const text of texts.flat()) expect(text).not.toMatch(/[{}]|undefined|\bnull\b/);
    const figures =
      texts
        .flat()
        .join(' ')
        .match(/[$€£]\s?\d[\d,.]*/g) ?? [];
    expect(figures).toEqual([]);
  });

  test('is blind in round 1 and takes up colleagues by name afterwards', () => {
    const names = BOARD.map(([, name]) => name);
    for (const text of texts[0] ?? []) for (const name of names) expect(text).not.toContain(name);
    for (const text of texts[1] ?? []) expect(names.some((name) => text.includes(name))).toBe(true);
  });

  test('says nothing twice within a round, even where two share a field', () => {
    for (const round of texts.slice(0, 3)) {
      const sentences = round
        .flatMap(sentencesOf)
        .filter((sentence) => sentence.split(' ').length > 9 && !sentence.includes('“'));
      expect(new Set(sentences).size).toBe(sentences.length);
    }
  });

  test('has less and less to add', () => {
    const runs = ['1', '2', '3'].map((seed) => meeting(5, { seed }));
    const mean = (round: number) => runs.reduce((sum, run) => sum + novelty(run, round), 0) / runs.length;
    expect(mean(1)).toBe(1);
    expect(mean(2)).toBeGreaterThan(0.6);
    expect(mean(3)).toBeLessThan(mean(2));
    expect(mean(5)).toBeLessThan(0.35);
  });

  test('answers the facilitator', () => {
    const text = [
      `<problem>${PROBLEM}</problem>`,
      BOARD_TEXT,
      '<guidance>Settle who pays for support.</guidance>',
      '<persona code="coo" name="Jonas" archetype="operator">x</persona>',
      '<task phase="challenge" round="3" of="4">x</task>',
    ].join('\n');
    expect(answer(asking(text))).toContain('Settle who pays for support');
  });
});

describe('tools', () => {
  const said = (stances: string[]) =>
    `<transcript>${stances.map((text, seat) => `<contribution round="3" expert="${BOARD[seat]?.[0]}" name="${BOARD[seat]?.[1]}">${text}</contribution>`).join('')}</transcript>`;
  const prompt = (more: string) => `<problem>${PROBLEM}</problem>${BOARD_TEXT}${more}`;
  const SIGNALS = {
    properties: {
      agreement: { type: 'number', minimum: 0, maximum: 1 },
      conflict: { type: 'number', minimum: 0, maximum: 1 },
    },
    required: ['agreement', 'conflict'],
  };
  const judged = (stances: string[]) =>
    JSON.parse(answer(forcing(prompt(said(stances)), 'round_judgement', SIGNALS))) as {
      agreement: number;
      conflict: number;
    };

  test('the judge reads stances, whoever wrote them', () => {
    const united = judged(
      Array.from({ length: 5 }, () => 'I recommend to partner with an integrator, for the reasons given.'),
    );
    const split = judged([
      'I support refusing.',
      'I would build the on-premise version and favour building the on-premise version.',
      'My vote is for partnering with an integrator.',
      'I support refusing, still.',
      'I favour building the on-premise version.',
    ]);
    expect(united.agreement).toBeGreaterThan(0.9);
    expect(united.conflict).toBeLessThan(0.1);
    expect(split.agreement).toBeLessThan(0.5);
    expect(split.conflict).toBeGreaterThan(0.4);
  });

  test('routes by what is asked', () => {
    const route = (problem: string) =>
      (
        JSON.parse(
          answer(
            forcing(`<problem>${problem}</problem>`, 'route_decision', {
              properties: { route: { enum: ['single', 'board'] } },
              required: ['route'],
            }),
          ),
        ) as { route: string }
      ).route;
    expect(route(PROBLEM)).toBe('board');
    expect(route('Which format should we use for dates?')).toBe('single');
  });

  test('asks for what is missing and not for what was said', () => {
    const schema = {
      properties: {
        questions: {
          type: 'array',
          maxItems: 5,
          items: {
            type: 'object',
            properties: { question: { type: 'string' }, reason: { type: 'string' } },
            required: ['question', 'reason'],
          },
        },
      },
      required: ['questions'],
    };
    const ask = (text: string) =>
      (
        JSON.parse(answer(forcing(text, 'clarification_questions', schema))) as {
          questions: { question: string; reason: string }[];
        }
      ).questions;
    const open = ask(`<problem>${PROBLEM}</problem>`);
    expect(open.length).toBeGreaterThanOrEqual(1);
    expect(open.every(({ reason }) => reason.length > 20)).toBe(true);
    expect(open.map(({ question }) => question).join(' ')).not.toMatch(/months of cash/);
    expect(
      ask(`<problem>${PROBLEM}</problem><answers><answer question="${open[0]?.question}">No idea.</answer></answers>`),
    ).toEqual([]);
  });

  test('chooses different fields from the catalogue, the sceptic last', () => {
    const catalogue = `<catalogue>${BOARD.map(([code, , role]) => `<expert code="${code}" archetype="${role}" expertise="x"/>`).join('')}</catalogue>`;
    const schema = {
      properties: {
        experts: {
          type: 'array',
          minItems: 4,
          maxItems: 4,
          items: {
            type: 'object',
            properties: { expert_code: { enum: BOARD.map(([code]) => code) }, reason: { type: 'string' } },
            required: ['expert_code', 'reason'],
          },
        },
      },
      required: ['experts'],
    };
    const { experts } = JSON.parse(
      answer(forcing(`${catalogue}<problem>${PROBLEM}</problem>`, 'expert_selection', schema)),
    ) as { experts: { expert_code: string }[] };
    const codes = experts.map((expert) => expert.expert_code);
    expect(new Set(codes).size).toBe(4);
    expect(codes.at(-1)).toBe('sceptic');
    expect(codes.includes('cfo') && codes.includes('treasurer')).toBe(false);
  });

  test('the record keeps the minority and takes the options from the problem', () => {
    const voices = [
      ['cfo', 'Refuse, provided that the answer is given in writing.'],
      ['coo', 'Refuse, provided that support agrees.'],
      ['sceptic', 'Partner with an integrator, because the customer will otherwise leave within the year.'],
    ];
    const recommendations = `<recommendations>${voices.map(([code, text]) => `<recommendation expert="${code}" name="${code}" confidence="0.7">${text}</recommendation>`).join('')}</recommendations>`;
    const schema = {
      properties: {
        chosen_option: { type: 'string' },
        options: {
          type: 'array',
          items: { type: 'object', properties: { title: { type: 'string' } }, required: ['title'] },
        },
        dissent: {
          type: 'array',
          items: {
            type: 'object',
            properties: { expert_code: { type: 'string' }, view: { type: 'string' } },
            required: ['expert_code', 'view'],
          },
        },
      },
      required: ['chosen_option', 'options', 'dissent'],
    };
    const record = JSON.parse(answer(forcing(prompt(recommendations), 'decision_record', schema))) as {
      chosen_option: string;
      options: { title: string }[];
      dissent: { expert_code: string; view: string }[];
    };
    expect(record.chosen_option).toBe('Refuse');
    expect(record.options.map(({ title }) => title)).toEqual([
      'Build the on-premise version',
      'Refuse',
      'Partner with an integrator',
    ]);
    expect(record.dissent).toEqual([{ expert_code: 'sceptic', view: expect.stringContaining('integrator') as string }]);
  });
});

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

test('random mode: any text, any valid input, the same for the same prompt', () => {
  const texts = Array.from({ length: 200 }, (_, index) =>
    answer(asking(`prompt ${index}`, { max_tokens: 4_000 }), [], '1', 'random'),
  );
  expect(texts.some((text) => text.length < 5)).toBe(true);
  expect(texts.some((text) => text.length > 2_000)).toBe(true);
  expect(answer(asking('prompt 7'), [], '1', 'random')).toBe(answer(asking('prompt 7'), [], '1', 'random'));
});

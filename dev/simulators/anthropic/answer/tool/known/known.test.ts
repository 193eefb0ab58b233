import { describe, expect, test } from 'vitest';
import { forcing } from '../../../testing.ts';
import { answer, BOARD, BOARD_TEXT, PROBLEM } from '../../board-testing.ts';

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

  test('seats those whom the task says the person wants, and fills up with others', () => {
    const codes = BOARD.map(([code]) => code);
    const schema = {
      properties: {
        experts: {
          type: 'array',
          minItems: 3,
          maxItems: 3,
          items: { type: 'object', properties: { expert_code: { enum: codes } }, required: ['expert_code'] },
        },
      },
      required: ['experts'],
    };
    const catalogue = `<catalogue>${BOARD.map(([code, , role]) => `<expert code="${code}" archetype="${role}" expertise="x"/>`).join('')}</catalogue>`;
    const chosen = (task: string) => {
      const prompt = `${catalogue}<problem>${PROBLEM}</problem><task step="select_experts">${task}</task>`;
      const { experts } = JSON.parse(answer(forcing(prompt, 'expert_selection', schema))) as {
        experts: { expert_code: string }[];
      };
      return experts.map((expert) => expert.expert_code);
    };
    const usual = chosen('Choose 3 different experts.');
    const rare = codes.filter((code) => !usual.includes(code)).slice(0, 2);
    const asked = chosen(
      `Choose 3.\n- The person who decides wants these experts on the board: ${rare.join(', ')}. Choose all.`,
    );
    expect(asked).toHaveLength(3);
    expect(new Set(asked).size).toBe(3);
    expect(asked).toEqual(expect.arrayContaining(rare));
    expect(chosen('Nobody wants more than three experts: name nobody_at_all.')).toEqual(usual);
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

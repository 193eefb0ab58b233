import { describe, expect, test } from 'vitest';
import { unknownsIn } from '../../../prompt/unknowns.ts';
import { forcing } from '../../../testing.ts';
import { answer, BOARD_TEXT, PROBLEM } from '../../board-testing.ts';

const NAMED =
  'Should our bakery open a second shop beside the station or sell to offices instead? We do not know how many of our regulars would follow us, and nobody here knows what other bakeries pay for such a place.';
const CHOICE = ['continue', 'clarify', 'research', 'moderator', 'vote'];

const schemaWith = (actions: readonly string[]) => ({
  properties: {
    reason: { type: 'string' },
    action: { enum: actions },
    guidance: { type: 'string' },
    research: { type: 'object', properties: { query: { type: 'string' } }, required: ['query'] },
    questions: {
      type: 'array',
      items: {
        type: 'object',
        properties: { question: { type: 'string' }, reason: { type: 'string' } },
        required: ['question', 'reason'],
      },
    },
  },
  required: ['reason', 'action', 'guidance'],
});

interface Facilitation {
  action: string;
  reason: string;
  guidance: string;
  research?: { query: string };
  questions?: { question: string; reason: string }[];
}

const facilitated = (problem: string, more = '', actions: readonly string[] = CHOICE, round = 2) =>
  JSON.parse(
    answer(
      forcing(
        `<problem>${problem}</problem>${BOARD_TEXT}${more}<task step="facilitate" round="${round}" of="5">Go on.</task>`,
        'facilitator_decision',
        schemaWith(actions),
      ),
    ),
  ) as Facilitation;

describe('what a problem says is not known', () => {
  test.each<[string, [string, boolean][]]>([
    [
      NAMED,
      [
        ['how many of your regulars would follow you', false],
        ['what other bakeries pay for such a place', true],
      ],
    ],
    [
      'Should we open a second shop beside the station next spring, sell to restaurants instead, or pay off the oven loan first? We do not know how many of our regulars would follow us to the station, and nobody here knows what other bakeries pay for such a place. There are 25,000 euro in cash.',
      [
        ['how many of your regulars would follow you to the station', false],
        ['what other bakeries pay for such a place', true],
      ],
    ],
    [
      'I’m not sure whether my partner would stay, but I hope so. Sell or keep?',
      [['whether your partner would stay', false]],
    ],
    ['It is unclear what the law says about this. Do we go on?', [['what the law says about this', true]]],
    ['I don’t know whether I should go back to university at 41 or not.', []],
    ['We do not know what to do. Sell or keep?', []],
    [PROBLEM, []],
  ])('%s', (problem, expected) => {
    expect(unknownsIn(problem).map(({ clause, isOutside }) => [clause, isOutside])).toEqual(expected);
  });
});

describe('between rounds', () => {
  test('what others know is looked up once, without names and figures', () => {
    const first = facilitated(NAMED);
    expect(first.action).toBe('research');
    expect(first.research?.query).toMatch(/^other bakeries pay/);
    expect(first.research?.query.split(' ').length).toBeLessThanOrEqual(10);
    expect(first.research?.query).not.toMatch(/[\p{Lu}\d]/u);
    const looked =
      '<research after_round="1" query="x"><source id="S1" title="t" url="u">Rent rose.</source></research>';
    expect(facilitated(NAMED, looked).action).toBe('clarify');
  });

  test('what only the person knows is asked once, whatever they answer', () => {
    const asked = facilitated(NAMED, '', ['continue', 'clarify', 'vote']);
    expect(asked.action).toBe('clarify');
    expect(asked.questions?.[0]?.question).toContain('how many of your regulars would follow you');
    expect(asked.questions?.[0]?.question.length).toBeLessThanOrEqual(240);
    const answers = `<answers><answer question="${asked.questions?.[0]?.question}" left_open="true">The person chose not to answer this.</answer></answers>`;
    expect(facilitated(NAMED, answers, ['continue', 'clarify', 'vote']).action).not.toBe('clarify');
  });

  test('who names nothing is asked nothing, and what is not open is not done', () => {
    for (const round of [1, 2, 3]) {
      expect(facilitated(PROBLEM, '', CHOICE, round).action).not.toBe('clarify');
      expect(facilitated(NAMED, '', ['continue', 'vote'], round).action).toMatch(/continue|vote/);
      expect(facilitated(NAMED, '', ['acknowledge_impasse'], round).action).toBe('acknowledge_impasse');
    }
  });
});

describe('replies to the person', () => {
  const codes = ['cfo', 'coo', 'sceptic', 'customer_voice', 'treasurer'];
  const reply = { expert: { enum: codes }, text: { type: 'string' } };
  const hand = {
    type: 'object',
    properties: {
      ...reply,
      differs: { type: 'object', properties: reply, required: ['expert', 'text'] },
    },
    required: ['expert', 'text'],
  };
  const replied = (...said: string[]) => {
    const hands = said.map((text, at) => `<interjection number="${at + 1}">${text}</interjection>`).join('');
    const keys = said.map((_, at) => `hand_${at + 1}`);
    const schema = { properties: Object.fromEntries(keys.map((key) => [key, hand])), required: keys };
    const text = `<problem>${PROBLEM}</problem>${BOARD_TEXT}<interjections>${hands}</interjections><task step="answer_interjections" round="2">Answer.</task>`;
    return JSON.parse(answer(forcing(text, 'interjection_replies', schema))) as Record<
      string,
      { expert: string; text: string; differs?: { expert: string; text: string } }
    >;
  };

  test('each takes up what was said, by a member of the board', () => {
    const said = ['What would our support cost on site?', 'Our largest customer has just signed for two more years.'];
    const { hand_1: first, hand_2: second } = replied(...said);
    expect(first?.text).toContain('What would your support cost on site');
    expect(second?.text).toContain('Your largest customer has just signed for two more years');
    for (const one of [first, second]) expect(codes).toContain(one?.expert);
    expect(second?.differs).toBeUndefined();
  });

  test('a question about money goes to who looks after money', () => {
    expect(['cfo', 'treasurer']).toContain(replied('How much cash and capital does it tie up?')['hand_1']?.expert);
  });

  test('an objection may be seen differently by another member', () => {
    const { hand_1: met } = replied('You are wrong about the integrator, they failed us before.');
    if (met?.differs) expect(met.differs.expert).not.toBe(met.expert);
    expect(met?.text).toContain('integrator');
  });
});

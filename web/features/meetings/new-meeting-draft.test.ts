import { describe, expect, it } from 'vitest';
import { bodyOf, EMPTY_DRAFT, EXAMPLE_PROBLEM, keyFor, textProblem } from './new-meeting-draft.ts';

let keys = 0;
const fresh = () => `key-${++keys}`;

describe('the draft of a meeting', () => {
  it('sends the same text again under the same key, and a changed one under a new key', () => {
    const draft = { ...EMPTY_DRAFT, text: 'Should we move the office to Lyon?' };
    const body = bodyOf(draft, false);
    const first = keyFor(draft, body, fresh);
    const again = keyFor({ ...draft, key: first }, body, fresh);
    expect(again).toEqual(first);
    const changed = { ...draft, key: first, text: 'Should we move the office to Paris?' };
    expect(keyFor(changed, bodyOf(changed, false), fresh).value).not.toBe(first.value);
  });
  it('follows the default for questions until the person chooses', () => {
    expect(bodyOf(EMPTY_DRAFT, true).skip_clarification).toBe(true);
    expect(bodyOf({ ...EMPTY_DRAFT, skip: false }, true).skip_clarification).toBe(false);
  });
  it('counts after trimming, as the server does', () => {
    expect(textProblem('   too short  ')).toContain('at least 10');
    expect(textProblem(' '.repeat(20) + 'long enough')).toBeNull();
    expect(textProblem('x'.repeat(10_003))).toContain('Shorten the text by 3 characters');
  });
  it('has an example that can be sent as it is, and names what is not known', () => {
    expect(textProblem(EXAMPLE_PROBLEM)).toBeNull();
    expect(EXAMPLE_PROBLEM).toMatch(/We do not know .* nobody here knows /);
  });
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { report } from '../rig/figures.ts';
import { brokenInvariants, loggedEvents } from '../rig/invariants.ts';
import { compareLedgers } from '../rig/ledger.ts';
import { PROBLEMS, ended } from '../rig/meeting.ts';
import { Person } from '../rig/person.ts';
import { priceOf } from '../rig/price.ts';
import { Simulator } from '../rig/simulator.ts';
import { ProductStack } from '../rig/stack.ts';
import type { VendorMark } from '../rig/vendors.ts';

let stack: ProductStack;
let person: Person;
beforeAll(async () => {
  stack = await ProductStack.start({ BO1_CALL_TIMEOUT_MS: '4000', BO1_MAX_ROUNDS: '2' });
  const { anthropic, openai } = stack.read().simulators;
  for (const { url } of [anthropic, openai])
    await new Simulator(url).configure({ first_token_ms: [20, 60], tokens_per_second: 2_000 });
  person = await Person.signUp(stack.origin);
}, 120_000);
afterAll(() => stack?.end(), 60_000);

/** Faults that a meeting gets over. `match` aims at a step by its tool; none = the first calls that come. */
const PASSING: [string, Record<string, unknown>[]][] = [
  ['429 with retry-after', [{ kind: 'rate_limited', times: 3, retry_after: 1 }]],
  ['529 overloaded', [{ kind: 'overloaded', times: 2 }]],
  ['500', [{ kind: 'server_error', times: 2 }]],
  ['529 in mid-stream', [{ kind: 'overloaded_stream', times: 2, after_tokens: 8 }]],
  ['a cut stream', [{ kind: 'cut_stream', times: 2, after_tokens: 8 }]],
  ['a hanging call', [{ kind: 'hang', times: 1, match: { tool: 'decomposition' } }]],
  ['a slow drip', [{ kind: 'slow_drip', times: 1, delay_ms: 20, match: { tool: 'round_judgement' } }]],
  ['invalid JSON once', [{ kind: 'invalid_json', times: 1, match: { tool: 'expert_selection' } }]],
  ['a wrong schema once', [{ kind: 'wrong_schema', times: 1, match: { tool: 'round_judgement' } }]],
  ['an empty answer once', [{ kind: 'empty', times: 1, match: { tool: 'decision_record' } }]],
  [
    'one call in ten of every kind',
    [{ kind: ['rate_limited', 'overloaded', 'server_error', 'cut_stream'], rate: 0.1, seed: 7, retry_after: 0 }],
  ],
];

interface Met {
  id: string;
  end: string;
  since: VendorMark;
}

async function meet(faults: Record<string, unknown>[]): Promise<Met> {
  const since = await stack.vendors.mark();
  for (const fault of faults) await stack.simulator.fault(fault);
  const id = await person.convene(PROBLEMS[4]!, { skip_clarification: true, insist_on_board: true });
  const end = await ended(stack, id);
  await stack.simulator.clearFaults();
  return { id, end, since };
}

async function expectBooks(name: string, { id, end, since }: Met): Promise<void> {
  const db = await stack.db();
  const bills = await stack.vendors.bills(since);
  const ledger = await compareLedgers(db, [id], bills, priceOf);
  const problems = await brokenInvariants(db, id);
  report(`fault: ${name}`, {
    end,
    attempts: ledger.attempts,
    bills: bills.length,
    ours: ledger.ours,
    vendors: ledger.vendors,
    presumed: ledger.presumed,
    'broken invariants': problems.length,
  });
  expect(problems).toEqual([]);
  expect(ledger.wrong).toEqual([]);
  expect(ledger.ours >= ledger.vendors).toBe(true);
  expect(ledger.ours - ledger.vendors <= ledger.presumed).toBe(true);
}

test.each(PASSING)(
  '%s: the meeting completes and the books agree',
  async (name, faults) => {
    const meeting = await meet(faults);
    expect(meeting.end).toBe('complete');
    await expectBooks(name, meeting);
  },
  120_000,
);

/** Faults that end a meeting, with the code a person's page explains. */
const FATAL: [string, Record<string, unknown>, string][] = [
  ['an enforced spend limit', { kind: 'spend_limit', times: 100 }, 'provider_spend_limit'],
  [
    'the wrong schema for ever',
    { kind: 'wrong_schema', times: 100, match: { tool: 'decomposition' } },
    'invalid_model_answer',
  ],
  [
    'a judge with the wrong schema for ever',
    { kind: 'wrong_schema', times: 100, match: { tool: 'round_judgement' } },
    'invalid_model_answer',
  ],
  [
    'experts who all say nothing',
    { kind: 'empty', times: 100, match: { text: 'phase="explore"' } },
    'invalid_model_answer',
  ],
];

test.each(FATAL)(
  '%s: a typed end that a person understands, money released',
  async (name, fault, code) => {
    const meeting = await meet([fault]);
    expect(meeting.end).toBe('failed');
    const end = (await loggedEvents(await stack.db(), meeting.id)).at(-1)!;
    expect(end.data.code).toBe(code);
    expect(end.data.message.length).toBeGreaterThan(20);
    await expectBooks(name, meeting);
  },
  120_000,
);

/** What it says is not known is looked up on the web, so that a third vendor is paid. */
const WITH_UNKNOWNS =
  'Should our bakery open a second shop beside the station or sell to offices instead? Nobody here knows what other bakeries pay for such a place.';

// Last: the circuit of the preferred vendor stays open for a while.
test('an outage of the preferred vendor: another stands in, the web is asked, and every bill agrees', async () => {
  await stack.simulator.fault({ kind: 'overloaded', times: 1_000 });
  const since = await stack.vendors.mark();
  const id = await person.convene(WITH_UNKNOWNS, { skip_clarification: true, insist_on_board: true });
  const end = await ended(stack, id);
  await stack.simulator.clearFaults();
  expect(end).toBe('complete');
  const { byVendor } = await compareLedgers(await stack.db(), [id], await stack.vendors.bills(since), priceOf);
  expect(byVendor['openai']!.theirs > 0n).toBe(true);
  expect(byVendor['brave']!.theirs > 0n).toBe(true);
  await expectBooks('an outage', { id, end, since });
}, 180_000);

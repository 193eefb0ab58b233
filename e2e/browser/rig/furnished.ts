import { ADMIN_USER } from '@bo1/dev/stack/settings';
import { PROBLEMS, ended } from '../../rig/meeting.ts';
import { Person } from '../../rig/person.ts';
import { GOALS, scriptThreeParts, threeParts } from '../../rig/three-parts.ts';
import type { ProductStack } from '../../rig/stack.ts';
import { waitFor } from '../../rig/wait.ts';

/** Somebody with a profile, kept answers and a meeting in every state, and somebody with nothing yet. */
export interface Furnished {
  person: Person;
  newcomer: Person;
  admin: Person;
  /** Meetings of the person by the state they are in. */
  meetings: { decided: string; direct: string; stopped: string; partial: string; asking: string };
  /** Paths of links to the decided meeting's record. */
  links: { open: string; ended: string };
}

const PROFILE = {
  company: 'A bakery with a café in the old town of Ghent, run by a family since 1998',
  industry: 'Bakery',
  stage: 'Profitable, 27 years old',
  team: 'Nine: four bakers, four in the shop, one for the books',
  market: 'Neighbours, offices nearby, tourists in summer',
  goals: 'A second source of income by the end of next year',
  constraints: 'No new debt beyond 60,000 euro; closed on Mondays',
};

/** Fills the pages. The meetings go on side by side; the list has them in the order in which they were convened. */
export async function furnish(stack: ProductStack): Promise<Furnished> {
  const [person, newcomer] = await Promise.all([
    Person.signUp(stack.origin, 'nora@claes-bakery.example'), // seen in the pictures
    Person.signUp(stack.origin),
  ]);
  await person.call('PATCH', '/api/v1/me', { name: 'Nora Claes' });
  const decided = await person.convene(PROBLEMS[0]!);
  const direct = await person.convene('What is the usual VAT rate on bread in Belgium?');
  const stopped = await person.convene(PROBLEMS[2]!);
  await person.call('PUT', '/api/v1/context/profile', PROFILE);
  const partial = await partlyDecided(stack, person);
  const asking = await person.convene(PROBLEMS[3]!);
  await Promise.all([
    answered(person, decided).then(() => ended(stack, decided)),
    ended(stack, direct),
    asked(person, stopped)
      .then(() => person.call('POST', `/api/v1/sessions/${stopped}/cancel`))
      .then(() => ended(stack, stopped)),
    asked(person, asking),
  ]);
  const { json: meta } = await person.call('GET', '/api/v1/meta');
  const admin = await Person.signIn(stack.origin, ADMIN_USER, meta.demo.password); // the password of both demo accounts
  const links = { open: await linkTo(person, decided), ended: await linkTo(person, decided, { revoke: true }) };
  return { person, newcomer, admin, meetings: { decided, direct, stopped, partial, asking }, links };
}

/** A meeting two of whose three parts got no experts: both answers of each were useless. */
async function partlyDecided(stack: ProductStack, person: Person): Promise<string> {
  await scriptThreeParts(stack.simulator);
  const fails = (text: string) =>
    stack.simulator.fault({ kind: 'wrong_schema', match: { tool: 'expert_selection', text }, times: 2 });
  await Promise.all([fails(GOALS[1]), fails(GOALS[2])]);
  const id = await person.convene(threeParts(), { skip_clarification: true, insist_on_board: true });
  await ended(stack, id);
  return id;
}

/** Path of a new link to a meeting's record. */
async function linkTo(person: Person, id: string, { revoke = false } = {}): Promise<string> {
  const path = `/api/v1/sessions/${id}/shares`;
  const { json } = await person.call('POST', path, { expires_in_days: 30 });
  if (revoke) await person.call('DELETE', `${path}/${json.id}`);
  return new URL(json.url).pathname;
}

async function asked(person: Person, id: string): Promise<void> {
  await waitFor(`the questions of ${id}`, async () => {
    const { json } = await person.call('GET', `/api/v1/sessions/${id}`);
    return json.status === 'waiting_for_answers';
  });
}

async function answered(person: Person, id: string): Promise<void> {
  await asked(person, id);
  const { json } = await person.call('GET', `/api/v1/sessions/${id}/events?after=0`);
  for (const event of json.events) await person.answerQuestions(id, event);
}

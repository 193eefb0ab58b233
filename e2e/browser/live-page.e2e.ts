import { beforeAll, expect, test } from 'vitest';
import { PROBLEMS, ended } from '../rig/meeting.ts';
import { Person } from '../rig/person.ts';
import { SCREENS, THEMES, type Screen } from './rig/browser.ts';
import { flaws, inTheme } from './rig/looks.ts';
import { keepPicture } from './rig/pictures.ts';
import { setScene } from './rig/scene.ts';

const scene = setScene('brisk');
const SIZES = Object.keys(SCREENS) as Screen[];
let person: Person;
beforeAll(async () => {
  person = await Person.signUp(scene.stack.origin, 'nora@claes-vineyard.example'); // seen in the pictures
  await person.call('PATCH', '/api/v1/me', { name: 'Nora Claes' });
});

test('the live meeting is as good as the others, while it is being written', async () => {
  const id = await person.convene(PROBLEMS[4]!, { skip_clarification: true, insist_on_board: true });
  const windows = await Promise.all(
    SIZES.map(async (screen) => ({ screen, ...(await scene.open({ person, screen })) })),
  );
  await Promise.all(windows.map(({ page }) => page.goto(`/meetings/${id}`)));
  await windows[0]!.page.getByText('The facilitator weighs what comes next.').waitFor();
  await scene.pace('slow');
  await Promise.all(
    windows.map(async ({ page, screen }) => {
      const round = page.getByRole('region', { name: /^Round 2\b/ });
      const writing = round.locator('article[aria-busy="true"] p');
      await writing
        .filter({ hasText: /.{160}/s })
        .first()
        .waitFor();
      await round.getByRole('heading', { name: 'Round 2' }).evaluate((element) => element.scrollIntoView());
      for (const theme of THEMES) {
        await inTheme(page, theme);
        await keepPicture(page, `meeting-live-${screen}-${theme}`);
      }
    }),
  );
  const found = await Promise.all(
    windows.map(async ({ page, complaints, screen, context }) => {
      const dark = await flaws(page, /^Our family vineyard/);
      await inTheme(page, 'light');
      const light = await flaws(page, /^Our family vineyard/);
      await context.close();
      return { screen, dark, light, complaints };
    }),
  );
  await person.call('POST', `/api/v1/sessions/${id}/cancel`);
  await ended(scene.stack, id);
  expect(found).toEqual(SIZES.map((screen) => ({ screen, dark: [], light: [], complaints: [] })));
});

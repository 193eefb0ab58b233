/**
 * A meeting page with 500 events behind it against the same page with 50: how long until the whole log is drawn, event commit →
 * drawn while the board goes on, the longest task of the page's thread meanwhile, and frames while the page is scrolled through; and once more on a slow phone.
 * The events are appended by the product's own repository and announced as the worker does.
 */
import { liveChannel } from '@bo1/contracts/events/values';
import { createPrisma, inTransaction } from '@bo1/prisma/client';
import { appendEvents, lockSession, type NewEvent } from '@bo1/prisma/events';
import { Redis } from 'ioredis';
import type { Page } from 'playwright-core';
import { launch, openWindow } from '../e2e/browser/rig/browser.ts';
import { report } from '../e2e/rig/figures.ts';
import { PROBLEMS } from '../e2e/rig/meeting.ts';
import { Person } from '../e2e/rig/person.ts';
import { ProductStack } from '../e2e/rig/stack.ts';
import { percentile, waitFor } from '../e2e/rig/wait.ts';
import { contribution, experts, longLog, roundStarted } from './page/log.ts';

const SHORT = 50;
const LONG = 500;
const LIVE_ROUNDS = process.argv.includes('--quick') ? 2 : 6;
/** A frame that takes longer is seen as a jerk: three of 16.7 ms. */
const JERK_MS = 50;
/** A phone of the middle class against this machine, as the browser's own tools put it. */
const PHONE_SLOWDOWN = 4;

declare global {
  interface Window {
    /** Contributions by their call, with the moment at which they were in the page (epoch ms). */
    drawnAt: Map<string, number>;
    /** Tasks over 50 ms of the page's thread, ms each. */
    longTasks: number[];
  }
}

interface Figures {
  events: number;
  'opened → all drawn ms': number;
  'committed → drawn p50 ms': number;
  'committed → drawn p95 ms': number;
  'longest task over 50 ms while live': number;
  'frame while scrolling p95 ms': number;
  'frames over 50 ms, %': number;
}

const stack = await ProductStack.start();
const { postgres, redis: redisPart } = stack.read();
const db = createPrisma(postgres.url);
const redis = new Redis(redisPart.url);
const browser = await launch();
try {
  const person = await Person.signUp(stack.origin);
  await measure(person, SHORT); // the first page of a browser compiles the scripts
  const short = await measure(person, SHORT);
  const long = await measure(person, LONG);
  const phone = await measure(person, LONG, PHONE_SLOWDOWN);
  for (const figures of [short, long]) report(`meeting page with ${figures.events} events`, { ...figures });
  report(`meeting page with ${phone.events} events on a phone with a ${PHONE_SLOWDOWN}× slower processor`, {
    ...phone,
  });
  const quotient = (name: keyof Figures) => Math.round((long[name] / Math.max(short[name], 1)) * 100) / 100;
  report(`meeting page, ${long.events} events / ${short.events}`, {
    'committed → drawn p50': quotient('committed → drawn p50 ms'),
    'committed → drawn p95': quotient('committed → drawn p95 ms'),
    'frame while scrolling p95': quotient('frame while scrolling p95 ms'),
    'opened → all drawn': quotient('opened → all drawn ms'),
  });
} finally {
  await browser.close();
  redis.disconnect();
  await db.$disconnect();
  await stack.end();
}

async function append(id: string, events: NewEvent[]): Promise<number> {
  const { last_sequence: sequence } = await inTransaction(db, async (tx) => {
    const session = await lockSession(tx, id);
    return appendEvents(tx, session, { attempt: 1, correlationId: 'bench', events });
  });
  const at = Date.now();
  await redis.publish(liveChannel(id), JSON.stringify({ kind: 'wake', sequence }));
  return at;
}

/** A meeting that waits for its person, so that it writes nothing itself while the log grows by hand. */
async function waitingMeeting(person: Person): Promise<string> {
  const id = await person.convene(PROBLEMS[0]!);
  await waitFor(
    'the questions',
    async () => (await person.call('GET', `/api/v1/sessions/${id}`)).json.status === 'waiting_for_answers',
  );
  return id;
}

async function measure(person: Person, count: number, slowdown = 1): Promise<Figures> {
  const id = await waitingMeeting(person);
  const before = (await person.call('GET', `/api/v1/sessions/${id}`)).json.last_sequence as number;
  const { events, rounds } = longLog(count - before);
  await append(id, events);
  const screen = slowdown > 1 ? 'phone' : 'desktop';
  const { page, context } = await openWindow(browser, stack.origin, { cookie: person.cookie, screen });
  await (await context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await page.addInitScript(watch);
  const opened = Date.now();
  await page.goto(`/meetings/${id}`);
  const turns = rounds * experts.length;
  await page.waitForFunction((all) => window.drawnAt.size >= all, turns);
  const drawn = Math.max(...(await page.evaluate(() => [...window.drawnAt.values()])));
  await page.evaluate(() => (window.longTasks.length = 0));

  const delays = await goOn(page, id, rounds);
  const tasks = await page.evaluate(() => window.longTasks);
  const frames = await framesWhileScrolling(page);
  await context.close();
  return {
    events: before + events.length,
    'opened → all drawn ms': drawn - opened,
    'committed → drawn p50 ms': percentile(delays, 0.5),
    'committed → drawn p95 ms': percentile(delays, 0.95),
    'longest task over 50 ms while live': Math.round(Math.max(0, ...tasks)),
    'frame while scrolling p95 ms': Math.round(percentile(frames, 0.95) * 10) / 10,
    'frames over 50 ms, %': Math.round((frames.filter((ms) => ms > JERK_MS).length / frames.length) * 1000) / 10,
  };
}

/** More rounds of the part that is in sight, one contribution after the other is drawn. Committed → drawn, ms each. */
async function goOn(page: Page, id: string, rounds: number): Promise<number[]> {
  const delays: number[] = [];
  for (let round = rounds + 1; round <= rounds + LIVE_ROUNDS; round++) {
    await append(id, [roundStarted(0, round)]);
    for (const code of experts) {
      const event = contribution(0, round, code);
      const committed = await append(id, [event]);
      const key = (event.data as { call_key: string }).call_key;
      await page.waitForFunction((one) => window.drawnAt.has(one), key);
      delays.push((await page.evaluate((one) => window.drawnAt.get(one)!, key)) - committed);
    }
  }
  return delays;
}

/** Notes when whole contributions appear, and every task that keeps the page from answering. */
function watch(): void {
  window.drawnAt = new Map();
  window.longTasks = [];
  const look = () => {
    for (const turn of document.querySelectorAll<HTMLElement>('article[data-turn]')) {
      const key = turn.dataset['turn']!;
      if (!window.drawnAt.has(key)) window.drawnAt.set(key, Date.now());
    }
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.longTasks.push(duration);
  }).observe({ type: 'longtask' });
}

/** ms of each frame while the page is scrolled from its top to its end, a third of a window at a time. */
function framesWhileScrolling(page: Page): Promise<number[]> {
  return page.evaluate(
    () =>
      new Promise<number[]>((resolve) => {
        const frames: number[] = [];
        let last = 0;
        window.scrollTo(0, 0);
        const step = (now: number) => {
          if (last > 0) frames.push(now - last);
          last = now;
          const end = document.documentElement.scrollHeight - window.innerHeight;
          if (window.scrollY >= end - 1 && frames.length > 10) return resolve(frames);
          window.scrollBy(0, window.innerHeight / 3);
          requestAnimationFrame(step);
        };
        requestAnimationFrame(step);
      }),
  );
}

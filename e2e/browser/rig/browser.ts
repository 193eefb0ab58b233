import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, type Page, chromium, devices } from 'playwright-core';

const CANDIDATES = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Nothing that reaches beyond this machine, nothing that asks first. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function launch(): Promise<Browser> {
  const executablePath = CANDIDATES.find((candidate) => candidate !== undefined && existsSync(candidate));
  if (executablePath === undefined) throw new Error('No Chromium found: install it, or set CHROMIUM_PATH.');
  return chromium.launch({ executablePath, args: FLAGS });
}

export const SCREENS = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: {
    ...devices['iPhone 13'],
    defaultBrowserType: undefined,
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
  },
} as const;
export type Screen = keyof typeof SCREENS;
export const THEMES = ['light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** What a page complained of; a 4xx that a test provokes is not a complaint. */
export interface Watched {
  page: Page;
  context: BrowserContext;
  complaints: string[];
}

export interface WindowOptions {
  screen?: Screen;
  theme?: Theme;
  /** `Cookie` header of a person who is signed in. */
  cookie?: string;
}

/** A window of one size and theme, signed in when a cookie is given. */
export async function openWindow(
  browser: Browser,
  origin: string,
  { screen = 'desktop', theme = 'light', cookie }: WindowOptions = {},
): Promise<Watched> {
  const { defaultBrowserType: _, ...device } = SCREENS[screen] as Record<string, unknown>;
  const context = await browser.newContext({
    ...device,
    colorScheme: theme,
    reducedMotion: 'reduce',
    baseURL: origin,
    locale: 'en-GB',
    timezoneId: 'Europe/Brussels',
  });
  if (cookie !== undefined) {
    const { hostname } = new URL(origin);
    await context.addCookies(
      cookie.split('; ').map((pair) => {
        const at = pair.indexOf('=');
        return {
          name: pair.slice(0, at),
          value: pair.slice(at + 1),
          domain: hostname,
          path: '/',
          httpOnly: true,
          sameSite: 'Lax' as const,
        };
      }),
    );
  }
  context.setDefaultTimeout(45_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  page.on('console', (message) => message.type() === 'error' && complaints.push(`console: ${message.text()}`));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    if (reason !== 'net::ERR_ABORTED') complaints.push(`failed: ${reason} ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`answered ${response.status()}: ${response.url()}`);
  });
  return { page, context, complaints };
}

import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/source-serif-4/wght.css';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import './globals.css';
import { readerLocale } from '#features/time/reader-locale.ts';
import { Providers } from './providers.tsx';

export const metadata: Metadata = {
  title: { default: 'Board of One', template: '%s · Board of One' },
  description: 'A board of experts deliberates your decision, and keeps a record of it.',
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbfaf7' },
    { media: '(prefers-color-scheme: dark)', color: '#0c1211' },
  ],
};

/** Every page is rendered for its request: its scripts carry that request's nonce. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const asked = await headers();
  const nonce = asked.get('x-nonce') ?? undefined;
  return (
    <html lang="en" suppressHydrationWarning>
      <body>
        <a
          href="#main"
          className="sr-only z-60 rounded-md bg-primary px-3 py-2 font-medium text-on-primary focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
        >
          Skip to the content
        </a>
        <Providers nonce={nonce} locale={readerLocale(asked.get('accept-language'))}>
          {children}
        </Providers>
      </body>
    </html>
  );
}

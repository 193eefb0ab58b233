'use client';
import { QueryClientProvider } from '@tanstack/react-query';
import { ThemeProvider } from 'next-themes';
import { useState, type ReactNode } from 'react';
import { ReaderLocale } from '#features/time/locale.tsx';
import { createQueryClient } from '#http/query-client.ts';

export function Providers(props: { nonce: string | undefined; locale: string; children: ReactNode }) {
  const { nonce, locale, children } = props;
  const [client] = useState(createQueryClient);
  return (
    <ThemeProvider attribute="class" defaultTheme="system" {...(nonce && { nonce })}>
      <QueryClientProvider client={client}>
        <ReaderLocale locale={locale}>{children}</ReaderLocale>
      </QueryClientProvider>
    </ThemeProvider>
  );
}

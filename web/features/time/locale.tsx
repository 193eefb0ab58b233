'use client';
import { createContext, useContext, type ReactNode } from 'react';
import { civilDate, exact } from './words.ts';

const Locale = createContext('en-GB');

/** The locale that the server found: what it drew and what the page draws are the same. */
export function ReaderLocale({ locale, children }: { locale: string; children: ReactNode }) {
  return <Locale value={locale}>{children}</Locale>;
}

/** Dates in the form in which this reader expects them. */
export function useDates() {
  const locale = useContext(Locale);
  return {
    exact: (at: string) => exact(at, locale),
    civilDate: (date: string) => civilDate(date, locale),
  };
}

import type { ApplicationFailure } from '@temporalio/common';

/** Longest query, and longest texts of a page, in UTF-16 units: they bound what later prompts can cost. */
export const QUERY_LIMIT = 400;
export const PAGE_LIMITS = { title: 140, snippet: 320, url: 500 } as const;

/** A page that the search found, within the limits. Foreign text: cleaned of markup, otherwise as its authors wrote it. */
export interface FoundPage {
  title: string;
  /** http or https. */
  url: string;
  snippet: string;
}

/** A query that gave no answer: the typed failure, and whether the vendor charges for it. */
export class SearchError extends Error {
  override readonly name = 'SearchError';
  readonly failure: ApplicationFailure;
  /** The vendor refused the query, or was not asked: nothing is billed. */
  readonly refused: boolean;

  constructor(failure: ApplicationFailure, refused: boolean) {
    super(failure.message);
    this.failure = failure;
    this.refused = refused;
  }
}

/** The web's search. */
export interface SearchPort {
  readonly provider: string;
  /** Micro-dollars of one query. */
  readonly price: { micros: number; version: string };
  /** The best pages first, at most `count`. Every rejection is a SearchError; nothing is retried inside. */
  search(query: string, count: number, signal: AbortSignal): Promise<FoundPage[]>;
}

import { vi } from 'vitest';

/**
 * Read before each file of tests. Files share their processes, so that one that draws pages begins with an empty document
 * (toasts stand outside what a test draws, and outlive it) and with modules of its own (what another file has read keeps
 * what it was read with: a stand-in for the router would come too late). What a page loads later may take longer than the
 * second that queries wait by default: other suites share the processors.
 */
if (typeof document !== 'undefined') {
  document.body.replaceChildren();
  vi.resetModules();
  const { configure } = await import('@testing-library/react');
  configure({ asyncUtilTimeout: 10_000 });
}

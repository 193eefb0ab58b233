import { StartError } from './failure.ts';
import { tell } from './terminal.ts';

const PUBLIC_API = 'https://api.anthropic.com';

/** Asks the real API whether it takes the key (a call that costs nothing); throws a StartError when it refuses. */
export async function verifyModelKey(settings: Record<string, string>): Promise<void> {
  const base = (settings.ANTHROPIC_BASE_URL ?? PUBLIC_API).replace(/\/$/, '');
  const headers = { 'x-api-key': settings.ANTHROPIC_API_KEY ?? '', 'anthropic-version': '2023-06-01' };
  let status: number;
  try {
    const response = await fetch(`${base}/v1/models?limit=1`, { headers, signal: AbortSignal.timeout(4_000) });
    await response.body?.cancel();
    status = response.status;
  } catch {
    // No network now is no proof against the key: calls are retried, and /api/health/llm tells.
    return tell(`${base} does not answer now, so the key is not checked`, 'bad');
  }
  if (status !== 401 && status !== 403) return;
  throw new StartError(
    `${base} refuses the key in ANTHROPIC_API_KEY (${status}).`,
    'Copy a valid key from the console, or unset ANTHROPIC_API_KEY to go on with the simulated model.',
  );
}

import { breaker } from '../llm/breaker.ts';

/** Files of a suite share a process: a vendor that failed in one of them is asked again in the next. */
for (const vendor of ['anthropic', 'openai']) breaker.succeeded(vendor);

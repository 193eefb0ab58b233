import { readEnv } from './env.ts';
import { startOpenAiSimulator, type RunningOpenAi } from './server.ts';

async function start(): Promise<RunningOpenAi> {
  const { port, host, ...options } = readEnv();
  return startOpenAiSimulator(port, options, host);
}

try {
  const simulator = await start();
  console.log(`openai simulator listening on ${simulator.url}`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void simulator.close().then(() => process.exit(0)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

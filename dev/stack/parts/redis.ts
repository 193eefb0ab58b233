import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Part, StackContext } from '../part.ts';
import { valkeyBinary } from '../paths.ts';
import { replies } from '../probe.ts';

/** The embedded Valkey's URL, password included. */
export function redisUrl(context: Pick<StackContext, 'ports' | 'secrets'>): string {
  return `redis://:${context.secrets.redisPassword}@127.0.0.1:${context.ports.redis}`;
}

const configFile = (context: StackContext): string => join(context.home.state.valkey, 'valkey.conf');

/** Valkey with its append-only file on. The password is in a file: arguments show in every process list. */
export const redis: Part = {
  name: 'redis',
  needs: [],
  ports: ['redis'],
  stop: { signal: 'SIGTERM', graceMs: 5_000, stage: 2 },
  async prepare(context) {
    const lines = [
      'bind 127.0.0.1',
      `port ${context.ports.redis}`,
      `dir "${context.home.state.valkey}"`,
      'appendonly yes',
      'save ""',
      `requirepass ${context.secrets.redisPassword}`,
    ];
    writeFileSync(configFile(context), `${lines.join('\n')}\n`, { mode: 0o600 });
  },
  command: (context) => ({ file: valkeyBinary(), args: [configFile(context)], cwd: context.home.state.valkey }),
  ready: (context) =>
    replies(context.ports.redis, `AUTH ${context.secrets.redisPassword}\r\nPING\r\n`, (answer) =>
      answer.toString().startsWith('+OK\r\n'),
    ),
  describe: (context) => ({ url: redisUrl(context) }),
};

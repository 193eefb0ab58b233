import { join } from 'node:path';
import type { Part } from '../part.ts';
import { repoRoot, wheelBinary } from '../paths.ts';
import { answers } from '../probe.ts';

/** Caddy with the same file as in deployment: the one origin a browser knows. */
export const proxy: Part = {
  name: 'proxy',
  needs: [],
  ports: ['proxy', 'proxyAdmin'],
  stop: { signal: 'SIGTERM', graceMs: 4_000, stage: 1 },
  command: ({ home, ports }) => ({
    file: wheelBinary('caddy'),
    args: ['run', '--config', join(repoRoot, 'deploy/Caddyfile'), '--adapter', 'caddyfile'],
    cwd: home.state.proxy,
    env: {
      XDG_DATA_HOME: join(home.state.proxy, 'data'),
      XDG_CONFIG_HOME: join(home.state.proxy, 'config'),
      BO1_SITE_ADDRESS: `http://:${ports.proxy}`,
      BO1_SITE_BIND: '127.0.0.1',
      BO1_PROXY_ADMIN: `127.0.0.1:${ports.proxyAdmin}`,
      BO1_API_UPSTREAM: `127.0.0.1:${ports.api}`,
      BO1_WEB_UPSTREAM: `127.0.0.1:${ports.web}`,
    },
  }),
  ready: ({ ports }) => answers(`http://127.0.0.1:${ports.proxy}/_proxy/live`),
  describe: ({ ports }) => ({ url: `http://127.0.0.1:${ports.proxy}` }),
};

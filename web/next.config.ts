import type { NextConfig } from 'next';
import { fileURLToPath } from 'node:url';

const config: NextConfig = {
  // The workspace's root: Turbopack must not guess it from the lock files it happens to find.
  turbopack: { root: fileURLToPath(new URL('..', import.meta.url)) },
  poweredByHeader: false,
  // The proxy in front compresses; compressing here would also buffer what should flow.
  compress: false,
  devIndicators: false,
  experimental: { optimizePackageImports: ['radix-ui'] },
};

export default config;

/**
 * The import borders of the architecture, one entry a folder. Each message says what to do instead. A fixture for each
 * under dev/lint/fixtures must fail (borders.test.ts). `types: true` lets `import type` through.
 */
import { builtinModules } from 'node:module';

const node = [...builtinModules, ...builtinModules.map((name) => `node:${name}`), 'node:*'];
const ours = (...names) => names.flatMap((name) => [`@bo1/${name}`, `@bo1/${name}/*`, `**/../${name}/**`]);

export const borders = [
  {
    folder: 'contracts',
    rules: [
      {
        regex: '^(?!zod$|fast-check$|vitest$|node:|\\.)',
        message:
          'contracts is what all sides agree on: it imports zod and nothing else. Put code that needs more into the side that needs it.',
      },
    ],
  },
  {
    folder: 'contracts',
    files: ['**/values.ts'],
    rules: [
      {
        group: ['*', '**/*'],
        message:
          'values.ts imports nothing, so that the workflow bundle stays free of zod. Put what needs a schema into schema.ts.',
      },
    ],
  },
  {
    folder: 'workflows',
    rules: [
      {
        group: ours('activities'),
        types: true,
        message: 'Workflows know activities by type only: `import type`, and call them through shared/proxies.ts.',
      },
      {
        group: ['@bo1/contracts/*/schema', 'zod'],
        types: true,
        message:
          'A schema pulls zod into the workflow bundle. Import constants and types from values.ts; validate in the API or in an activity.',
      },
      {
        group: [
          ...ours('prisma', 'api', 'web', 'temporal', 'dev'),
          '@prisma/*',
          'ioredis',
          '@anthropic-ai/*',
          '@aws-sdk/*',
          'stripe',
          ...node,
        ],
        message:
          'Workflows are deterministic: no input, output, clock or Node built-in. Do it in an activity and call that.',
      },
    ],
  },
  {
    folder: 'activities',
    rules: [
      {
        group: [
          ...ours('workflows', 'temporal', 'api', 'web', 'dev'),
          '@nestjs/*',
          '@temporalio/client',
          '@temporalio/worker',
          '@temporalio/workflow',
        ],
        message:
          'Activities are side effects behind ports. What they need of the engine comes in through ActivityDeps.',
      },
    ],
  },
  {
    folder: 'temporal',
    rules: [
      {
        group: [...ours('api', 'web'), '@nestjs/*'],
        message: 'temporal is wiring below the API: the API calls it, never the other way.',
      },
    ],
  },
  {
    folder: 'api',
    rules: [
      {
        group: [
          ...ours('activities', 'workflows', 'web', 'dev'),
          '@anthropic-ai/*',
          '@temporalio/workflow',
          '@temporalio/worker',
        ],
        message:
          'The API starts, queries and stops workflows through @bo1/temporal/meetings. Effects and models belong to activities.',
      },
    ],
  },
  {
    folder: 'web',
    rules: [
      {
        group: [...ours('activities', 'workflows', 'api', 'prisma', 'temporal', 'dev'), '@prisma/*', '@temporalio/*'],
        message: 'The web knows the API by its contracts only: import @bo1/contracts and call /api/v1.',
      },
    ],
  },
  {
    folder: 'prisma',
    rules: [
      {
        group: ours('activities', 'workflows', 'api', 'web', 'temporal', 'dev'),
        message: 'prisma is below everything but contracts.',
      },
    ],
  },
  {
    folder: 'dev/simulators',
    rules: [
      {
        group: ours('contracts', 'activities', 'workflows', 'api', 'web', 'prisma', 'temporal'),
        message:
          "A simulator stands at the vendor's wire and shares no constant with the product: let it read the prompt as the vendor would.",
      },
    ],
  },
];

/** `process.env` is read in one env.ts a process. */
export const environmentRule = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'process.env is read in one env.ts a process, parsed once. Add the setting there and pass the value in.',
};

/** Activities are proxied in one file, so that every policy can be read in one place. */
export const proxyRule = {
  selector: 'CallExpression[callee.name=/^proxy(Local)?Activities$/]',
  message:
    'workflows/shared/proxies.ts holds the only proxyActivities calls, so that every retry policy is read in one place.',
};

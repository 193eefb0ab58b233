import tseslint from 'typescript-eslint';
import reactHooks from 'eslint-plugin-react-hooks';
import { borders, environmentRule, proxyRule } from './dev/lint/borders.js';

const SOURCE = '**/*.{ts,tsx}';
const TESTS = [
  '**/*.test.{ts,tsx}',
  '**/*.integration.spec.ts',
  '**/*.workflow.spec.ts',
  '**/*.e2e.ts',
  '**/*.kill.ts',
  '**/testing/**',
  'workflows/meeting/fixtures/**',
  '**/testing.ts',
];

/** ESLint replaces a rule's options instead of merging them, so the borders of one folder become one entry. */
function borderConfigs(prefix = '') {
  return borders.map(({ folder, files, rules }) => ({
    name: `border: ${folder}${files ? ` ${files}` : ''}`,
    files: (files ?? [SOURCE]).map((glob) => `${prefix}${folder}/${glob}`),
    ignores: prefix ? [] : TESTS,
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { patterns: rules.map(({ types, ...pattern }) => ({ ...pattern, allowTypeImports: types ?? false })) },
      ],
    },
  }));
}

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/**',
      '**/dist/**',
      '**/generated/**',
      '**/.next/**',
      '.venv/**',
      '.bo1*/**',
      'bench/results/**',
      'web/next-env.d.ts',
      'dev/lint/fixtures/**',
    ],
  },
  {
    files: [SOURCE],
    extends: [tseslint.configs.recommended],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      'no-empty': ['error', { allowEmptyCatch: false }],
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-syntax': ['error', environmentRule],
    },
  },
  {
    name: 'decorated constructors need their types at run time',
    files: ['api/**/*.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
  {
    name: 'one reader of the environment a process; dev is the one that writes it',
    files: ['**/env.ts', 'dev/{cli,stack,simulators,python}/**', 'e2e/**', 'bench/**', '**/*.config.*', ...TESTS],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    name: 'workflows: proxies in one file',
    files: ['{,dev/lint/fixtures/}workflows/**/*.ts'],
    ignores: ['workflows/shared/proxies.ts'],
    rules: { 'no-restricted-syntax': ['error', environmentRule, proxyRule] },
  },
  {
    name: 'api has no proxies at all',
    files: ['api/**/*.ts'],
    ignores: ['**/env.ts', ...TESTS],
    rules: { 'no-restricted-syntax': ['error', environmentRule, proxyRule] },
  },
  {
    files: ['web/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    name: 'the suites from outside read answers and rows as they come',
    files: ['e2e/**', 'bench/**'],
    rules: { '@typescript-eslint/no-explicit-any': 'off' },
  },
  { files: TESTS, rules: { 'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }] } },
  ...borderConfigs(),
  ...borderConfigs('dev/lint/fixtures/'),
  { files: ['dev/lint/fixtures/**'], rules: { '@typescript-eslint/no-unused-vars': 'off' } },
);

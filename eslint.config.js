import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { noCastToBrand } from './.config/no-cast-to-brand.mjs';
import { noInstantInText } from './.config/no-instant-in-text.mjs';

const ambientInputs = [
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: 'Take `now` as a parameter.',
  },
  {
    selector: "NewExpression[callee.name='Date']",
    message: 'Instants are numbers, made and written by shared/domain/time alone.',
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'Take chance as a parameter.',
  },
  {
    selector: "MemberExpression[object.name='process'][property.name='env']",
    message: 'Environment is read once, in shared/config.',
  },
];
const namedZod = {
  selector: "ImportDeclaration[source.value='zod'] > ImportSpecifier",
  message: "Use `import * as z from 'zod'`: the named import bundles every locale.",
};

export default tseslint.config(
  {
    ignores: [
      'node_modules',
      'cdk.out',
      '.relance',
      '.browser',
      '.console',
      '.venv',
      'coverage',
      'demo-output',
      '**/*.mjs',
      '**/*.cjs',
      'eslint.config.js',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: {
      relance: { rules: { 'no-cast-to-brand': noCastToBrand, 'no-instant-in-text': noInstantInText } },
    },
    rules: {
      'relance/no-cast-to-brand': 'error',
      'relance/no-instant-in-text': 'error',
      'no-restricted-syntax': ['error', namedZod],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      // A switch over a union names every member: `default` may end in assertNever, and answers for none.
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: false, requireDefaultForNonUnion: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['shared/domain/**/*.ts', 'shared/use-cases/**/*.ts', 'shared/ports/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', namedZod, ...ambientInputs] },
  },
  {
    // Where branded values are made.
    files: [
      'shared/domain/time/*.ts',
      'shared/domain/kernel/enrollment-id.ts',
      'shared/domain/lanes/lane.ts',
    ],
    rules: { 'relance/no-cast-to-brand': 'off' },
  },
  {
    // The console runs in a browser, on the clock of its reader.
    files: ['functions/console/app/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      'max-lines': ['error', { max: 250 }],
      // What `redirect()` gives is thrown.
      '@typescript-eslint/only-throw-error': 'off',
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-floating-promises': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      // Answers are read as JSON without proof: a wrong reading fails the test.
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
);

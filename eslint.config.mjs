import tseslint from 'typescript-eslint';

const bigintNote = 'Addresses, cookies and sequences stay bigint end to end.';
const wide = '/^(iova|.*Iova|address|.*Address|cookie|.*Cookie|sequence|.*Sequence)$/';

export default tseslint.config(
  {
    ignores: ['node_modules/', 'dist/', 'coverage/', 'src/gen/', 'clients/typescript/gen/', 'clients/*/target/'],
  },
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
  },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      eqeqeq: 'error',
      'prefer-const': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' },
      ],
      // A method of an interface may be async without awaiting anything.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    // An address, a cookie or a sequence never becomes a double (a page number of 52 bits may).
    files: ['src/**/*.ts', 'clients/typescript/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: `CallExpression[callee.name='Number'] > Identifier.arguments[name=${wide}]`, message: bigintNote },
        {
          selector: `CallExpression[callee.name='Number'] > MemberExpression.arguments[property.name=${wide}]`,
          message: bigintNote,
        },
        { selector: "CallExpression[callee.name='parseFloat']", message: bigintNote },
      ],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // expect(mock.method) is how jest is used.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
);

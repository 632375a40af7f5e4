import { inject } from 'vitest';
import { effort, isDeep } from '@/testing/effort';
import { addressOf, databaseOfWorker } from './addresses';

const cluster = inject('cluster');
const database = databaseOfWorker(cluster, process.env.VITEST_POOL_ID ?? '1');

// Known secrets, good for nothing but tests: the mode `test` says so, and production refuses to start in it.
Object.assign(process.env, {
  NGAO_MODE: 'test',
  // Vite puts a path of its own into this variable.
  BASE_URL: 'http://localhost:3000',
  DATABASE_URL: addressOf(cluster.appUrl, database),
  DATABASE_OWNER_URL: addressOf(cluster.ownerUrl, database),
  AUTH_SECRET: 'dGVzdCBvbmx5OiBhdXRoLCAwMTIzNDU2Nzg5YWJjZGVm',
  SEAL_KEY: 'dGVzdCBvbmx5OiBzZWFsLCAwMTIzNDU2Nzg5YWJjZGVm',
  LOG_LEVEL: process.env.LOG_LEVEL ?? 'fatal',
});

// What is usual is a hundred, as fast-check has it by itself; most files have no property and need not load it.
if (isDeep) (await import('fast-check')).default.configureGlobal({ numRuns: effort(100) });

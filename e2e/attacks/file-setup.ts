import { inject } from 'vitest';

const { url, variables } = inject('served');
Object.assign(process.env, variables, { BASE_URL: url, LOG_LEVEL: 'fatal' });

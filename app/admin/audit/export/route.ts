import { auditCsv } from '@/lib/entry/audit-csv';

export const GET = auditCsv;

import {
  DEMO_PASSWORD,
  FIRST_NUMBER,
  HOSPITAL,
  HOSPITAL_STAFF,
  TELECOM,
  TELECOM_STAFF,
} from '../../db/seed/cast';
import { parseMsisdn, spellMsisdn } from '../../lib/base/msisdn';

/** Says where the demo is and who one can be in it. */
export function announce(url: string): string {
  const hospital = new URL(url);
  hospital.hostname = `${HOSPITAL.slug}.${hospital.hostname}`;
  const customer = spellMsisdn(parseMsisdn(`+${FIRST_NUMBER}`, TELECOM.country));
  const people = [
    ...TELECOM_STAFF.map(({ key, email, name }) => [key, email, name]),
    ['customer', customer, 'one of 200, each with the next number'],
  ];
  const others = HOSPITAL_STAFF.map(({ key, email, name }) => [key, email, name]);
  return `
Ngao is ready.

  The demo phone   ${url}/demo
  Everybody's SMS, e-mail and authenticator codes are on it. Keep it open beside the portal.

  ${TELECOM.name}   ${url}
${columns(people)}

  ${HOSPITAL.name}   ${hospital.origin}
${columns(others)}

  The password of all of them: ${DEMO_PASSWORD}

Ctrl-C ends it; the data stays in .data/, beside the server's log. "npm run demo -- --fresh" starts over.
`;
}

function columns(rows: string[][]): string {
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const widths = [width(0), width(1)];
  return rows
    .map((row) => `    ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('   ')}`.trimEnd())
    .join('\n');
}

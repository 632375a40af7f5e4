import { HOSPITAL, HOSPITAL_STAFF, TELECOM, TELECOM_STAFF } from '../../db/seed/cast';
import { firstCustomer } from '../../db/seed/customer';
import { DEMO_PASSWORD } from '../../lib/auth/password';
import { clock } from '../../lib/base/clock';
import { parseMsisdn, spellMsisdn } from '../../lib/base/msisdn';
import { writeVendorFiles } from './vendor-files';

/** Says where the demo is and who one can be in it, and puts files to play with into its folder. */
export function announce(url: string, dir: string): string {
  const { good, faulty } = writeVendorFiles(dir);
  const hospital = new URL(url);
  hospital.hostname = `${HOSPITAL.slug}.${hospital.hostname}`;
  const { msisdn, name: customer } = firstCustomer(clock.now());
  const people = [
    ...TELECOM_STAFF.map(({ key, email, name }) => [key, email, name]),
    ['customer', spellMsisdn(parseMsisdn(msisdn, TELECOM.country)), `${customer}, the first of 200`],
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

  Files of SIM cards to import as admin: ${good}, ${faulty}

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

import admin from './en/admin.json';
import alarm from './en/alarm.json';
import approval from './en/approval.json';
import audit from './en/audit.json';
import auth from './en/auth.json';
import books from './en/books.json';
import codes from './en/codes.json';
import counter from './en/counter.json';
import deed from './en/deed.json';
import demo from './en/demo.json';
import device from './en/device.json';
import error from './en/error.json';
import float from './en/float.json';
import form from './en/form.json';
import fraud from './en/fraud.json';
import incident from './en/incident.json';
import kyc from './en/kyc.json';
import life from './en/life.json';
import network from './en/network.json';
import notice from './en/notice.json';
import outage from './en/outage.json';
import passkey from './en/passkey.json';
import pending from './en/pending.json';
import pin from './en/pin.json';
import policies from './en/policies.json';
import policy from './en/policy.json';
import profile from './en/profile.json';
import proposal from './en/proposal.json';
import recovery from './en/recovery.json';
import rules from './en/rules.json';
import security from './en/security.json';
import shell from './en/shell.json';
import sim from './en/sim.json';
import statement from './en/statement.json';
import stock from './en/stock.json';
import swap from './en/swap.json';
import swapAfter from './en/swapAfter.json';
import trust from './en/trust.json';
import ui from './en/ui.json';
import ussd from './en/ussd.json';
import wallet from './en/wallet.json';
import zones from './en/zones.json';

/** Every namespace of English, the language that the others are compared with. */
const en = {
  admin,
  alarm,
  approval,
  audit,
  auth,
  books,
  codes,
  counter,
  deed,
  demo,
  device,
  error,
  float,
  form,
  fraud,
  incident,
  kyc,
  life,
  network,
  notice,
  outage,
  passkey,
  pending,
  pin,
  policies,
  policy,
  profile,
  proposal,
  recovery,
  rules,
  security,
  shell,
  statement,
  stock,
  sim,
  swap,
  swapAfter,
  trust,
  ui,
  ussd,
  wallet,
  zones,
};

export type Messages = typeof en;
export default en;

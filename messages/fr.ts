import type { Messages } from './en';
import admin from './fr/admin.json';
import alarm from './fr/alarm.json';
import approval from './fr/approval.json';
import audit from './fr/audit.json';
import auth from './fr/auth.json';
import books from './fr/books.json';
import codes from './fr/codes.json';
import counter from './fr/counter.json';
import deed from './fr/deed.json';
import demo from './fr/demo.json';
import device from './fr/device.json';
import error from './fr/error.json';
import float from './fr/float.json';
import form from './fr/form.json';
import fraud from './fr/fraud.json';
import incident from './fr/incident.json';
import kyc from './fr/kyc.json';
import life from './fr/life.json';
import network from './fr/network.json';
import notice from './fr/notice.json';
import outage from './fr/outage.json';
import passkey from './fr/passkey.json';
import pending from './fr/pending.json';
import pin from './fr/pin.json';
import policies from './fr/policies.json';
import policy from './fr/policy.json';
import profile from './fr/profile.json';
import proposal from './fr/proposal.json';
import recovery from './fr/recovery.json';
import rules from './fr/rules.json';
import security from './fr/security.json';
import shell from './fr/shell.json';
import sim from './fr/sim.json';
import statement from './fr/statement.json';
import stock from './fr/stock.json';
import swap from './fr/swap.json';
import swapAfter from './fr/swapAfter.json';
import trust from './fr/trust.json';
import ui from './fr/ui.json';
import ussd from './fr/ussd.json';
import wallet from './fr/wallet.json';
import zones from './fr/zones.json';

const fr: Messages = {
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

export default fr;

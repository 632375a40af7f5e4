import admin from './en/admin.json';
import audit from './en/audit.json';
import auth from './en/auth.json';
import codes from './en/codes.json';
import counter from './en/counter.json';
import deed from './en/deed.json';
import demo from './en/demo.json';
import error from './en/error.json';
import form from './en/form.json';
import notice from './en/notice.json';
import passkey from './en/passkey.json';
import pin from './en/pin.json';
import policy from './en/policy.json';
import profile from './en/profile.json';
import recovery from './en/recovery.json';
import security from './en/security.json';
import shell from './en/shell.json';
import sim from './en/sim.json';
import stock from './en/stock.json';
import trust from './en/trust.json';
import ui from './en/ui.json';
import ussd from './en/ussd.json';
import wallet from './en/wallet.json';

/** Every namespace of English, the language that the others are compared with. */
const en = {
  admin,
  audit,
  auth,
  codes,
  counter,
  deed,
  demo,
  error,
  form,
  notice,
  passkey,
  pin,
  policy,
  profile,
  recovery,
  security,
  shell,
  stock,
  sim,
  trust,
  ui,
  ussd,
  wallet,
};

export type Messages = typeof en;
export default en;

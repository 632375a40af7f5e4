import admin from './en/admin.json' with { type: 'json' };
import audit from './en/audit.json' with { type: 'json' };
import auth from './en/auth.json' with { type: 'json' };
import codes from './en/codes.json' with { type: 'json' };
import counter from './en/counter.json' with { type: 'json' };
import deed from './en/deed.json' with { type: 'json' };
import demo from './en/demo.json' with { type: 'json' };
import error from './en/error.json' with { type: 'json' };
import form from './en/form.json' with { type: 'json' };
import notice from './en/notice.json' with { type: 'json' };
import passkey from './en/passkey.json' with { type: 'json' };
import pin from './en/pin.json' with { type: 'json' };
import policy from './en/policy.json' with { type: 'json' };
import profile from './en/profile.json' with { type: 'json' };
import recovery from './en/recovery.json' with { type: 'json' };
import security from './en/security.json' with { type: 'json' };
import shell from './en/shell.json' with { type: 'json' };
import sim from './en/sim.json' with { type: 'json' };
import stock from './en/stock.json' with { type: 'json' };
import ui from './en/ui.json' with { type: 'json' };
import ussd from './en/ussd.json' with { type: 'json' };
import wallet from './en/wallet.json' with { type: 'json' };

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
  ui,
  ussd,
  wallet,
};

export type Messages = typeof en;
export default en;

import type { Messages } from './en';
import admin from './fr/admin.json' with { type: 'json' };
import audit from './fr/audit.json' with { type: 'json' };
import auth from './fr/auth.json' with { type: 'json' };
import codes from './fr/codes.json' with { type: 'json' };
import counter from './fr/counter.json' with { type: 'json' };
import deed from './fr/deed.json' with { type: 'json' };
import demo from './fr/demo.json' with { type: 'json' };
import error from './fr/error.json' with { type: 'json' };
import form from './fr/form.json' with { type: 'json' };
import notice from './fr/notice.json' with { type: 'json' };
import passkey from './fr/passkey.json' with { type: 'json' };
import pin from './fr/pin.json' with { type: 'json' };
import policy from './fr/policy.json' with { type: 'json' };
import profile from './fr/profile.json' with { type: 'json' };
import recovery from './fr/recovery.json' with { type: 'json' };
import security from './fr/security.json' with { type: 'json' };
import shell from './fr/shell.json' with { type: 'json' };
import sim from './fr/sim.json' with { type: 'json' };
import stock from './fr/stock.json' with { type: 'json' };
import ui from './fr/ui.json' with { type: 'json' };
import ussd from './fr/ussd.json' with { type: 'json' };
import wallet from './fr/wallet.json' with { type: 'json' };

const fr: Messages = {
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

export default fr;

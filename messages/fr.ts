import type { Messages } from './en';
import auth from './fr/auth.json';
import demo from './fr/demo.json';
import error from './fr/error.json';
import form from './fr/form.json';
import notice from './fr/notice.json';
import shell from './fr/shell.json';
import stock from './fr/stock.json';
import sim from './fr/sim.json';
import ui from './fr/ui.json';

const fr: Messages = {
  auth,
  demo,
  error,
  form,
  notice,
  shell,
  stock,
  sim,
  ui,
};

export default fr;

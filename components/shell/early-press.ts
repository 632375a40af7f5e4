const HELD = 'ngao-signs';
const LONGEST_WAIT_MS = 8_000;

/**
 * Runs before the page has any form: a form that is sent before the scripts have loaded waits for them, since the browser
 * itself cannot sign what it sends. Where they do not come it goes as it is, and may have to be proved.
 */
export const EARLY_PRESS = `(() => {
  let ready = false, held;
  const go = () => {
    ready = true;
    if (held?.form.isConnected) held.form.requestSubmit(held.by);
    held = undefined;
  };
  addEventListener('${HELD}', go);
  addEventListener('submit', (event) => {
    const form = event.target, [method, action] = ['method', 'action'].map((name) => form.getAttribute(name) ?? '');
    if (ready || method.toLowerCase() !== 'post' || action.startsWith('javascript:')) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!held) setTimeout(() => ready || go(), ${LONGEST_WAIT_MS});
    held ??= { form, by: event.submitter ?? undefined };
  }, true);
})()`;

/** Lets what was pressed too early go: from now on the page signs. */
export const letPressesGo = () => void window.dispatchEvent(new Event(HELD));

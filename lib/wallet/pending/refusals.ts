import { Refusal } from '../../base/refusal';
import type { PendingState, StoredPending } from './stored-pending';

const OPEN: readonly PendingState[] = ['created', 'pending_customer', 'pending_approval'];

/** Where a payment stands at a moment: one whose time is over is expired, whether or not it was swept yet. */
export const stateAt = ({ state, expiresAt }: Pick<StoredPending, 'state' | 'expiresAt'>, now: Date) =>
  OPEN.includes(state) && expiresAt <= now ? ('expired' as const) : state;

/** What a payment that is over says to whoever would still confirm, refuse or cancel it. */
export function pendingIsOver(state: PendingState): Refusal {
  switch (state) {
    case 'posted':
      return refuse('pending_is_posted', 'This was confirmed already, and it was paid once.');
    case 'rejected':
      return refuse('pending_is_rejected', 'This was refused or cancelled already. Nothing has moved.');
    case 'expired':
      return pendingIsLate();
    case 'pending_approval':
      return refuse(
        'pending_waits_for_review',
        'This waits until somebody of the provider has looked at it.',
      );
    default:
      return refuse('pending_waits_for_another', 'This waits for somebody else.');
  }
}

/** The answer to a confirmation that comes when its time is over. */
export const pendingIsLate = () =>
  refuse(
    'pending_is_late',
    'The time to confirm this is over. Nothing has moved, and what was held is free again.',
  );

export const notOnAgentsDevice = () =>
  new Refusal(
    'pending_on_agents_device',
    'The agent uses this browser. Confirm on your own telephone or computer, never on the agent’s.',
    { status: 403 },
  );

export const notYourOwn = () =>
  new Refusal(
    'pending_not_by_its_agent',
    'Whoever asks for a payment does not confirm it. The customer does.',
    { status: 403 },
  );

export const amountWasAnother = () =>
  refuse('pending_amount_differs', 'This is not the amount that you were shown. Open the page again.');

export const pendingYesNeedsPin = () =>
  new Refusal('pending_yes_needs_pin', 'A yes to a payment is said in the menu, with your PIN.', {
    status: 401,
  });

export const isOpenForYou = () =>
  refuse(
    'pending_open_already',
    'You have asked this customer already, and it is still open. Finish or cancel that first.',
  );

export const askedTooOften = () =>
  new Refusal(
    'pending_asked_too_often',
    'You have asked this customer {times} times within the hour. Wait before you ask again.',
    { status: 429, values: { times: STARTS_AN_HOUR } },
  );

/** One sentence for every way in which a code does not count, so that none can be told apart. */
export const pendingCodeRefused = () =>
  new Refusal(
    'pending_code_refused',
    'Number and code do not belong together, or the time for it is over. Check both.',
    { field: 'code' },
  );

export const hasCodeAlready = () =>
  refuse('withdrawal_code_is_made', 'You have a withdrawal code already. Use it, or take it back first.');

/** Somebody is to look at it first, and nothing is held meanwhile. */
export const waitsForALook = () =>
  new Refusal(
    'withdrawal_waits_for_a_look',
    'Somebody of the provider looks at this first. Nothing has moved. The customer is told when it can be done.',
    { status: 403 },
  );

export const agentIsGone = () =>
  new Refusal('pending_agent_is_gone', 'This agent cannot pay out any more. Nothing has moved.', {
    status: 409,
  });

export const recipientIsGone = () =>
  new Refusal('pending_recipient_is_gone', 'This number cannot receive money any more. Nothing has moved.', {
    status: 409,
  });

/** How often one agent may ask one customer within an hour: each time three guesses at a code come with it. */
export const STARTS_AN_HOUR = 6;

const refuse = (code: string, template: string) => new Refusal(code, template, { status: 409 });

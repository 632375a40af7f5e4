import { Refusal } from '../../base/refusal';

export const agentIsGone = () =>
  new Refusal('pending_agent_is_gone', 'This agent cannot pay out any more. Nothing has moved.', {
    status: 409,
  });

export const recipientIsGone = () =>
  new Refusal('pending_recipient_is_gone', 'This number cannot receive money any more. Nothing has moved.', {
    status: 409,
  });

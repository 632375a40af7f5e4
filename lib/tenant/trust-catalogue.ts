import { proveDevice } from '../auth/device/prove';
import { revokeDevice } from '../auth/device/revoke';
import { distrustDevice, readmitDevice, renameDevice, trustDevice } from '../auth/device/trust';
import { askBreakGlass } from '../person/break-glass/ask';
import { endBreakGlass, lapseBreakGlass } from '../person/break-glass/end';
import { openBreakGlass } from '../person/break-glass/open';
import { showBreakGlass } from '../person/break-glass/show';
import { actOnIncident } from '../person/incident/act';
import { endReachSessions } from '../person/incident/end-reach-sessions';
import { assignIncident, closeIncident, noteIncident, reopenIncident } from '../person/incident/handle';
import { listIncidents } from '../person/incident/list';
import { reportIncident } from '../person/incident/report';
import { showIncident } from '../person/incident/show';
import { showReach } from '../person/incident/show-reach';
import { undoStep } from '../person/incident/undo';
import { approveDeed, refuseDeed } from './approval/decide-approval';
import { listApprovals } from './approval/list-approvals';
import { blockAddress, unblockAddress } from './blocked/block-address';
import { listBlocked } from './blocked/list-blocked';
import { showContacts } from './contacts/show-contacts';
import { updateContacts } from './contacts/update-contacts';
import { createPolicy } from './policies/create';
import { editPolicy } from './policies/edit';
import { listPolicies } from './policies/list';
import { replayPolicy } from './policies/replay';
import { restorePolicy } from './policies/restore';
import { shadowPolicy } from './policies/shadow';
import { showPolicy } from './policies/show';
import { tryPolicies } from './policies/try';
import { turnPolicyOff } from './policies/turn-off';
import { turnPolicyOn } from './policies/turn-on';
import { showTrust } from './trust/show-trust';
import { updateTrust } from './trust/update-trust';
import { removeWebhook, rollWebhookSecret, testWebhook } from './webhook/change-webhook';
import { createWebhook } from './webhook/create-webhook';
import { listWebhooks, showWebhook } from './webhook/queries';
import { redeliver } from './webhook/redeliver';

/** What is done about devices, incidents, policies, alarms and whoever is to agree. */
export const TRUST_COMMANDS = [
  revokeDevice,
  distrustDevice,
  readmitDevice,
  renameDevice,
  trustDevice,
  askBreakGlass,
  endBreakGlass,
  lapseBreakGlass,
  openBreakGlass,
  actOnIncident,
  endReachSessions,
  assignIncident,
  closeIncident,
  noteIncident,
  reopenIncident,
  reportIncident,
  undoStep,
  approveDeed,
  refuseDeed,
  blockAddress,
  unblockAddress,
  updateContacts,
  createPolicy,
  editPolicy,
  restorePolicy,
  shadowPolicy,
  turnPolicyOff,
  turnPolicyOn,
  updateTrust,
  removeWebhook,
  rollWebhookSecret,
  testWebhook,
  createWebhook,
  redeliver,
] as const;

/** And what of it is seen. */
export const TRUST_QUERIES = [
  proveDevice,
  showBreakGlass,
  listIncidents,
  showIncident,
  showReach,
  listApprovals,
  listBlocked,
  showContacts,
  listPolicies,
  replayPolicy,
  showPolicy,
  tryPolicies,
  showTrust,
  listWebhooks,
  showWebhook,
] as const;

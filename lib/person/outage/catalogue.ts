import { agreeToBeContact, lookAtAgreement } from '../contacts/agree';
import { addContact, ownContacts, removeContact } from '../contacts/own-contacts';
import { confirmOutage, lookAtConfirmation } from './confirm';
import { claimOutage, lookAtOutage } from './look';
import { ownOutage } from './own';
import { reportOutage } from './report';
import { reportOutageFor } from './report-for';
import { takeBackOutage, takeBackOwnOutage } from './take-back';

/** What is done about a telephone without network, and by whom one trusts. */
export const OUTAGE_COMMANDS = [
  addContact,
  removeContact,
  agreeToBeContact,
  reportOutage,
  reportOutageFor,
  claimOutage,
  takeBackOutage,
  takeBackOwnOutage,
  confirmOutage,
] as const;

/** And what of it is seen. */
export const OUTAGE_QUERIES = [
  ownContacts,
  lookAtAgreement,
  lookAtOutage,
  lookAtConfirmation,
  ownOutage,
] as const;

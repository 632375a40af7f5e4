import { answerOwnQuestion, ownQuestions } from './auth/answer-question';
import { changePin } from './auth/change-pin';
import { sendSignInCode } from './auth/code-send';
import { signInByCode } from './auth/code-sign-in';
import { endOtherSessions, endSession, forgetDevice } from './auth/end-session';
import { sendSecondFactor, sendStepUp } from './auth/factor-send';
import { lookAtSignInLink, waitForLink } from './auth/link-look';
import { openSignInLink } from './auth/link-open';
import { sendSignInLink } from './auth/link-send';
import { lockSwaps } from './auth/lock-swaps';
import { ownPin } from './auth/own-pin';
import { ownFactors } from './auth/own-security';
import { ownStatus } from './auth/own-status';
import { beginPasskey } from './auth/passkey/begin-enrolment';
import { enrolPasskey } from './auth/passkey/enrol';
import { ownPasskeys, renamePasskey } from './auth/passkey/own-passkeys';
import { beginSecondFactorPasskey, signInSecondFactorPasskey } from './auth/passkey/second-factor';
import { beginPasskeySignIn, signInWithPasskey } from './auth/passkey/sign-in';
import { beginStepUpPasskey, stepUpPasskey } from './auth/passkey/step-up';
import { changePassword } from './auth/password-change';
import { forgotPassword } from './auth/password-forgot';
import { resetPassword } from './auth/password-reset';
import { lookAtReset } from './auth/password-reset-look';
import { sendResetFactor } from './auth/password-reset-send';
import { provePin } from './auth/prove-pin';
import { dropLostFactors } from './auth/recovery/drop-factors';
import { liftOwnHold, ownHolds } from './auth/recovery/lift-holds';
import { renewCredentials } from './auth/recovery/renew-credentials';
import { secureOwnAccount } from './auth/recovery/secure';
import { lookAtSecureLink, secureByLink } from './auth/recovery/secure-by-link';
import { renewRecoveryCodes } from './auth/recovery-codes';
import { removePasskey, removeTotp } from './auth/remove-factor';
import { forgiveFailures, ownSecurity } from './auth/security-center';
import { setPin } from './auth/set-pin';
import { signIn } from './auth/sign-in';
import { signInSecondFactor } from './auth/sign-in-second-factor';
import { signOut, signOutEverywhere } from './auth/sign-out';
import { stepUp } from './auth/step-up';
import { beginTotp, confirmTotp } from './auth/totp-enrolment';
import { unlockSwaps } from './auth/unlock-swaps';
import { signInWays, stepUpWays } from './auth/ways';
import type { Command, Query } from './command/command';
import { BOOKS_COMMANDS, BOOKS_QUERIES } from './counter/books-catalogue';
import { counterDashboard } from './counter/dashboard';
import { deposit } from './counter/deposit';
import { findCustomer } from './counter/find-customer';
import { FLOAT_COMMANDS, FLOAT_QUERIES } from './counter/float/catalogue';
import { listFloats } from './counter/list-floats';
import { floatMovements } from './counter/movements';
import { openFloat } from './counter/open-float';
import { WITHDRAWAL_COMMANDS, WITHDRAWAL_QUERIES } from './counter/withdrawal/catalogue';
import { demoPhone } from './demo/phone';
import { demoPhones } from './demo/phones';
import { demoSms } from './demo/sms';
import { demoUssd } from './demo/ussd';
import { changeAddress } from './person/address/change-address';
import { confirmAddress } from './person/address/confirm-address';
import { ownAddresses } from './person/address/own-addresses';
import { lookAtTakeBack, takeBackAddress } from './person/address/take-back';
import { assignRole, removeRole } from './person/change-roles';
import { createRole } from './person/create-role';
import { endSessions } from './person/end-sessions';
import { KYC_COMMANDS, KYC_QUERIES } from './person/kyc-catalogue';
import { lapseHolds } from './person/lapse-holds';
import { liftPersonHold } from './person/lift-hold';
import { listPeople } from './person/list-people';
import { listRoles, roleMatrix } from './person/list-roles';
import { noticePreferences, setNoticePreferences } from './person/notice-preferences';
import { OUTAGE_COMMANDS, OUTAGE_QUERIES } from './person/outage/catalogue';
import { ownActivity } from './person/own-activity';
import { ownIdentities } from './person/own-identities';
import { showProfile, updateProfile } from './person/profile';
import { approveRecovery, refuseRecovery } from './person/recovery/approve';
import { askRecovery } from './person/recovery/ask';
import { cancelRecovery, claimRecovery, lookAtRecovery } from './person/recovery/claim-case';
import { completeRecovery } from './person/recovery/complete';
import { decideRecovery } from './person/recovery/decide';
import { lookAtObjection, objectToRecovery } from './person/recovery/object';
import { openRecovery } from './person/recovery/open-case';
import { findRecovery, listRecoveries, showRecovery } from './person/recovery/queries';
import { revokePersonDevice } from './person/revoke-device';
import { setUnit } from './person/set-unit';
import { showPerson } from './person/show-person';
import { signUp } from './person/sign-up';
import { openVerification, resendVerification, verifyAddress } from './person/verify-address';
import type { Permission } from './policy/permissions';
import { activate } from './sim/activate-number';
import { confirmNumber } from './sim/confirm-number';
import { LIFE_COMMANDS, LIFE_QUERIES } from './sim/life-catalogue';
import { ownNumbers, ownRegistrations } from './sim/own-numbers';
import { registerSim } from './sim/register-sim';
import { resendActivationCode } from './sim/resend-activation-code';
import { beginImport } from './sim/stock/begin-import';
import { cancelImport } from './sim/stock/cancel-import';
import { confirmImport } from './sim/stock/confirm-import';
import { listImportLines, listImports, showImport } from './sim/stock/import-queries';
import { runImport } from './sim/stock/run-import';
import { searchStock } from './sim/stock/search-stock';
import { stockSummary } from './sim/stock/stock-summary';
import { AFTER_SWAP_COMMANDS, AFTER_SWAP_QUERIES } from './sim/swap/after-catalogue';
import { SWAP_COMMANDS, SWAP_QUERIES } from './sim/swap/catalogue';
import { exportEvents, listEvents, showEvent } from './tenant/audit-log';
import { createTenant } from './tenant/create-tenant';
import { createUnit } from './tenant/create-unit';
import { showDashboard } from './tenant/dashboard';
import { listMessages, showMessage } from './tenant/list-messages';
import { listTenants } from './tenant/list-tenants';
import { listUnits } from './tenant/list-units';
import { searchEverything } from './tenant/search-everything';
import { giveMessageUp, sendMessageAgain } from './tenant/send-message-again';
import { showSignIn } from './tenant/show-sign-in';
import { TRUST_COMMANDS, TRUST_QUERIES } from './tenant/trust-catalogue';
import { updateSignIn } from './tenant/update-sign-in';
import { walletMovements } from './wallet/movements';
import { PENDING_COMMANDS, PENDING_QUERIES } from './wallet/pending/catalogue';
import { PROPOSAL_COMMANDS, PROPOSAL_QUERIES } from './wallet/proposal/catalogue';
import { quoteTransfer } from './wallet/quote';
import { walletReceipt } from './wallet/receipt';
import { RULES_COMMANDS, RULES_QUERIES } from './wallet/rules-catalogue';
import { showWallet } from './wallet/show';
import { transfer } from './wallet/transfer';

/** Everything that can be done. The permission matrix, the audit catalogue and the generated tests come from here. */
export const COMMANDS = [
  ...FLOAT_COMMANDS,
  ...PROPOSAL_COMMANDS,
  ...RULES_COMMANDS,
  ...AFTER_SWAP_COMMANDS,
  ...TRUST_COMMANDS,
  ...SWAP_COMMANDS,
  ...PENDING_COMMANDS,
  ...WITHDRAWAL_COMMANDS,
  ...KYC_COMMANDS,
  unlockSwaps,
  lapseHolds,
  ...OUTAGE_COMMANDS,
  ...LIFE_COMMANDS,
  ...BOOKS_COMMANDS,
  revokePersonDevice,
  takeBackAddress,
  confirmAddress,
  changeAddress,
  sendSignInCode,
  signInByCode,
  sendSecondFactor,
  sendStepUp,
  openSignInLink,
  sendSignInLink,
  changePassword,
  forgotPassword,
  resetPassword,
  sendResetFactor,
  openVerification,
  demoSms,
  demoUssd,
  objectToRecovery,
  secureByLink,
  openRecovery,
  decideRecovery,
  completeRecovery,
  claimRecovery,
  cancelRecovery,
  askRecovery,
  refuseRecovery,
  approveRecovery,
  liftPersonHold,
  secureOwnAccount,
  renewCredentials,
  liftOwnHold,
  dropLostFactors,
  answerOwnQuestion,
  changePin,
  lockSwaps,
  provePin,
  setPin,
  assignRole,
  activate,
  confirmNumber,
  registerSim,
  resendActivationCode,
  beginPasskey,
  beginPasskeySignIn,
  beginSecondFactorPasskey,
  beginStepUpPasskey,
  beginTotp,
  confirmTotp,
  enrolPasskey,
  createRole,
  createTenant,
  deposit,
  openFloat,
  createUnit,
  giveMessageUp,
  sendMessageAgain,
  setNoticePreferences,
  endSessions,
  removePasskey,
  removeRole,
  removeTotp,
  renamePasskey,
  renewRecoveryCodes,
  resendVerification,
  setUnit,
  signIn,
  signInSecondFactor,
  signInSecondFactorPasskey,
  signInWithPasskey,
  signOut,
  endOtherSessions,
  updateSignIn,
  endSession,
  forgetDevice,
  forgiveFailures,
  signOutEverywhere,
  signUp,
  stepUp,
  stepUpPasskey,
  updateProfile,
  verifyAddress,
  transfer,
  beginImport,
  cancelImport,
  confirmImport,
  runImport,
] as unknown as readonly Command[];

/** Everything that can be seen. */
export const QUERIES = [
  ...FLOAT_QUERIES,
  ...PROPOSAL_QUERIES,
  ...RULES_QUERIES,
  ...AFTER_SWAP_QUERIES,
  ...TRUST_QUERIES,
  ...SWAP_QUERIES,
  ...PENDING_QUERIES,
  ...WITHDRAWAL_QUERIES,
  ...KYC_QUERIES,
  ...OUTAGE_QUERIES,
  ...LIFE_QUERIES,
  ...BOOKS_QUERIES,
  lookAtTakeBack,
  ownAddresses,
  lookAtReset,
  lookAtSignInLink,
  waitForLink,
  lookAtObjection,
  lookAtSecureLink,
  showRecovery,
  listRecoveries,
  findRecovery,
  lookAtRecovery,
  ownHolds,
  ownNumbers,
  ownRegistrations,
  // One a line, so that two changes meet without a clash.
  demoPhone,
  demoPhones,
  ownQuestions,
  ownPin,
  counterDashboard,
  findCustomer,
  floatMovements,
  listFloats,
  exportEvents,
  listEvents,
  listPeople,
  listRoles,
  listTenants,
  listMessages,
  listUnits,
  noticePreferences,
  showMessage,
  ownFactors,
  ownPasskeys,
  signInWays,
  stepUpWays,
  ownActivity,
  showSignIn,
  ownIdentities,
  ownSecurity,
  ownStatus,
  quoteTransfer,
  roleMatrix,
  searchEverything,
  showDashboard,
  showEvent,
  showPerson,
  showProfile,
  showWallet,
  walletMovements,
  walletReceipt,
  listImportLines,
  listImports,
  showImport,
  stockSummary,
  searchStock,
] as unknown as readonly Query[];

export const QUERY_NAMES: ReadonlySet<Permission> = new Set(QUERIES.map((query) => query.name));

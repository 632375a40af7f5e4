import type { Template } from './promise-message';

/** What a message is about: people choose for each topic where its notices go. */
export const TOPICS = ['security', 'money', 'account'] as const;
export type Topic = (typeof TOPICS)[number];

/** The ways to a person's own addresses. */
export const WAYS = ['email', 'sms', 'whatsapp'] as const;
export type Way = (typeof WAYS)[number];

/** What is sent where a person has chosen nothing: to every confirmed address; a receipt to the telephone that pays. */
export const WAYS_BY_DEFAULT: Record<Topic, readonly Way[]> = {
  security: ['email', 'sms'],
  money: ['sms'],
  account: ['email', 'sms'],
};

export const TOPIC_OF: Record<Template, Topic> = {
  verifyEmail: 'security',
  verifyMobile: 'security',
  activationCode: 'security',
  transferSent: 'money',
  transferReceived: 'money',
  depositReceived: 'money',
  secondFactorAdded: 'security',
  passkeyAdded: 'security',
  passkeyRemoved: 'security',
  passkeyCopied: 'security',
  authenticatorRemoved: 'security',
  newSignIn: 'security',
  accountSecured: 'security',
  passwordRenewed: 'security',
  secondFactorsRemoved: 'security',
  moneyHoldLifted: 'security',
  simHoldLifted: 'security',
  recoveryCodeUsed: 'security',
  recoveryCodesRunOut: 'security',
  changeEmail: 'security',
  changeMobile: 'security',
  addressWanted: 'security',
  addressChanged: 'security',
  addressReplaced: 'security',
  recoveryOpened: 'security',
  recoveryApproved: 'security',
  recoveryDone: 'security',
  recoveryRefused: 'security',
  recoveryDisputed: 'security',
  messagesHoldLifted: 'security',
  pinSet: 'security',
  pinLocked: 'security',
  swapsLocked: 'security',
  approvalGiven: 'account',
  approvalRefused: 'account',
  roleAssigned: 'account',
  reply: 'account',
  accountExists: 'security',
  signInCode: 'security',
  factorCode: 'security',
  signInLink: 'security',
  resetByMail: 'security',
  resetBySms: 'security',
  passwordChanged: 'security',
  passwordReset: 'security',
  incidentOpened: 'security',
  sessionCopied: 'security',
  policyBroken: 'security',
  breakGlassAsked: 'security',
  breakGlassOpened: 'security',
  breakGlassEnded: 'security',
  contactsChanged: 'security',
  webhookFailing: 'security',
  deviceTrusted: 'security',
  deviceRevoked: 'security',
  deviceReadmitted: 'security',
  deviceRevokedByStaff: 'security',
  riskySignIn: 'security',
  riskySession: 'security',
  accountReported: 'security',
  swapReleaseAsked: 'security',
  swapMoneyReleased: 'security',
  swapRemedied: 'security',
  counterHoldLifted: 'account',
};

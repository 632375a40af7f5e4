import { databaseErrorOf } from '@/db/client';
import { notFound, Refusal } from '../base/refusal';

const conflict = (code: string, message: string, field?: string) =>
  new Refusal(code, message, { status: 409, field });

/** What a broken constraint says in words. A test holds this list equal to the UNIQUE and CHECK constraints that exist. */
export const REFUSAL_OF_CONSTRAINT: Record<string, () => Refusal> = {
  account_has_one_currency: () =>
    conflict('account_has_one_currency', 'This account is of another currency.'),
  account_keeps_a_balance_if_a_person_owns_it: () =>
    conflict('account_without_owner', 'Only an account with an owner keeps a balance.'),
  approval_is_given_by_another: () =>
    conflict('approval_own_hands', 'Nobody agrees to their own deed. Ask a colleague.'),
  approval_of_a_deed_is_asked_once: () =>
    conflict('approval_is_asked', 'This waits for a second person already.'),
  available_balance_stays_above_zero: () =>
    conflict('insufficient_funds', 'There is not enough money in this account.', 'amount'),
  break_glass_is_asked_once: () =>
    conflict('break_glass_is_asked', 'You have asked for this already, or it is open.'),
  break_glass_is_opened_by_another: () =>
    conflict('break_glass_own_hands', 'It takes another person to open this. Ask a colleague.'),
  check_by_staff_has_somebody: () =>
    conflict('check_by_nobody', 'A look at a document by staff has somebody who looked.'),
  code_has_tries_left_or_none: () =>
    conflict('code_without_tries', 'This code has no tries left. Ask for a new one.', 'code'),
  deed_is_disputed_once_at_a_time: () => conflict('deed_is_disputed', 'This movement is disputed already.'),
  deed_is_reversed_once: () => conflict('deed_is_reversed', 'This movement was taken back already.'),
  day_of_a_float_is_closed_once: () => conflict('float_day_is_closed', 'This day is closed already.'),
  dispute_ends_once: () => conflict('dispute_without_end', 'A dispute is open, or it was decided.'),
  dispute_holds_nothing_negative: () => conflict('dispute_held_negative', 'Nothing below zero is held.'),
  dispute_is_decided_by_another: () =>
    conflict('dispute_own_hands', 'Nobody decides their own dispute. Ask a colleague.'),
  pending_amount_is_positive: () => conflict('amount_not_positive', 'An amount must be more than zero.'),
  pending_code_has_tries_left_or_none: () =>
    conflict('code_without_tries', 'This code has no tries left. Ask for a new one.', 'code'),
  pending_ends_once: () => conflict('pending_has_ended', 'This payment has ended already.'),
  pending_is_confirmed_by_its_customer: () =>
    conflict('pending_unconfirmed', 'A payment leaves only after its customer has confirmed it.'),
  pending_is_reviewed_by_another: () =>
    conflict('pending_own_review', 'Nobody looks over their own payment. Ask a colleague.'),
  pending_transfer_joins_two_people: () =>
    conflict('pending_same_people', 'Money goes from one person to another.'),
  price_has_one_version_of_a_number: () =>
    conflict('price_version_taken', 'Somebody has set these prices meanwhile. Look at them again.'),
  price_is_approved_by_another: () =>
    conflict('price_own_hands', 'Nobody approves their own prices. Ask a colleague.'),
  proposal_amount_is_positive: () => conflict('amount_not_positive', 'An amount must be more than zero.'),
  proposal_is_decided_by_another: () =>
    conflict('proposal_own_hands', 'Nobody decides their own proposal. Ask a colleague.'),
  proposal_is_posted_by_a_checker: () =>
    conflict('proposal_without_checker', 'A proposal is decided by a second person.'),
  score_is_of_a_thousand: () => conflict('score_out_of_range', 'A score lies between 0 and 1000.'),
  score_is_reviewed_by_another: () =>
    conflict('pending_own_review', 'Nobody looks over their own payment. Ask a colleague.'),
  score_is_reviewed_whole: () =>
    conflict('score_half_reviewed', 'Whoever looks at a deed says what it was, and when.'),
  reversal_is_proposed_once: () =>
    conflict('reversal_is_proposed', 'Somebody has proposed to take this movement back already, or it was.'),
  deed_is_scored_once: () =>
    conflict('quote_is_paid', 'You have sent this already. Your wallet shows what became of it.'),
  deed_moves_money_once: () =>
    conflict('quote_is_paid', 'You have sent this already. Your wallet shows what became of it.'),
  document_is_checked_by_another: () =>
    conflict('document_own_check', 'Whoever wrote a document does not verify it. Ask a colleague.'),
  document_is_known_once: () =>
    conflict(
      'document_is_known',
      'This document belongs to a customer who is already registered.',
      'documentNumber',
    ),
  document_has_one_picture_of_a_side: () =>
    conflict('picture_was_just_added', 'Somebody added this picture a moment ago. Open the page again.'),
  email_is_owned_once: () =>
    conflict('email_is_owned', 'This e-mail address belongs to another account.', 'email'),
  hold_of_a_kind_stands_once: () => conflict('hold_stands', 'This is held back already.'),
  iccid_is_19_or_20_digits: () =>
    conflict('iccid_malformed', 'An ICCID begins with 89 and has 18 to 20 digits.', 'iccid'),
  iccid_is_used_once: () => conflict('iccid_is_used', 'A SIM with this ICCID is already in stock.', 'iccid'),
  incident_stands_once: () => conflict('incident_stands', 'This incident is open already.'),
  imsi_is_used_once: () => conflict('imsi_is_used', 'A SIM with this IMSI is already in stock.', 'imsi'),
  link_has_tries_left_or_none: () =>
    conflict('link_without_tries', 'This link has no tries left. Ask for a new one.'),
  mobile_is_owned_once: () =>
    conflict('mobile_is_owned', 'This number belongs to another account.', 'mobile'),
  msisdn_is_used_once: () => conflict('msisdn_is_used', 'This number is already registered.', 'msisdn'),
  network_event_is_taken_once: () =>
    conflict('network_event_known', 'The network has said this already.', 'reference'),
  one_code_is_live: () =>
    conflict('code_was_just_sent', 'A code was sent a moment ago. Use that one, or ask again.'),
  outage_number_is_used_once: () =>
    conflict('outage_number_exists', 'There is a report of this number already. Begin again.'),
  passkey_challenge_is_made_once: () =>
    conflict('challenge_exists', 'This try was begun already. Begin again.'),
  passkey_is_known_once: () =>
    conflict('passkey_is_known', 'This passkey belongs to an account already. Use another one.'),
  person_has_an_address: () =>
    conflict('person_without_address', 'A person needs an e-mail address or a mobile number.', 'email'),
  person_has_one_account_of_a_kind: () =>
    conflict('account_exists', 'This person already has such an account.'),
  pin_has_tries_left_or_none: () =>
    conflict('pin_without_tries', 'This PIN has no tries left. Set a new one.', 'pin'),
  picture_has_a_size: () => conflict('picture_without_size', 'A picture has a width and a height.'),
  recovery_dispute_is_decided_by_a_third: () =>
    conflict('recovery_third_person', 'A dispute is decided by a third person.'),
  recovery_is_approved_after_it_was_opened: () =>
    conflict('recovery_steps_missing', 'A recovery is approved after somebody else has opened it.'),
  recovery_is_not_in_its_own_hands: () =>
    conflict('recovery_own_hands', 'Nobody takes care of the recovery of their own account.'),
  recovery_is_opened_and_approved_by_two: () =>
    conflict('recovery_two_people', 'A recovery is opened and approved by two different people.'),
  recovery_number_is_used_once: () =>
    conflict('recovery_number_exists', 'There is a case of this number already. Begin again.'),
  recovery_of_a_person_is_open_once: () =>
    conflict('recovery_is_open', 'A recovery of this account is open already.'),
  role_key_is_used_once: () => conflict('role_exists', 'There is already a role of this name.', 'name'),
  session_assurance_is_aal_1_to_3: () => conflict('assurance_unknown', 'An assurance level is 1, 2 or 3.'),
  sim_carries_one_number: () =>
    conflict('sim_carries_a_number', 'This SIM already carries a number.', 'iccid'),
  sim_is_registered_once: () => conflict('sim_is_registered', 'This SIM is already registered.', 'iccid'),
  swap_dispute_is_decided_by_a_third: () =>
    conflict('swap_third_person', 'A disputed swap is decided by a third person.'),
  swap_is_completed_once: () => conflict('swap_is_completed', 'This swap has taken effect already.'),
  swap_is_not_in_its_own_hands: () =>
    conflict('swap_own_hands', 'Nobody takes care of the swap of their own number.'),
  swap_is_proved_once_in_each_way: () =>
    conflict('swap_way_is_proved', 'This was shown for the swap already.'),
  swap_is_reviewed_by_another: () =>
    conflict('swap_two_people', 'A swap is asked for and looked over by two different people.'),
  swap_joins_two_cards: () =>
    conflict('swap_to_itself', 'This card carries the number already. Take another card.', 'iccid'),
  swap_number_is_used_once: () =>
    conflict('swap_number_exists', 'There is a case of this number already. Ask again.'),
  swap_of_a_card_is_open_once: () =>
    conflict('swap_card_is_taken', 'This card is kept for another swap. Take another card.', 'iccid'),
  swap_of_a_number_is_open_once: () =>
    conflict('swap_number_is_taken', 'A swap of this number is being asked for just now. Look again.'),
  swap_takes_effect_after_its_review: () =>
    conflict('swap_lacks_review', 'This swap takes effect when a second person has looked it over.'),
  swap_takes_effect_when_its_wait_is_over: () =>
    conflict('swap_lacks_wait', 'This swap takes effect when its wait is over.'),
  tenant_has_one_account_of_a_kind: () =>
    conflict('tenant_account_exists', 'The tenant already has such an account.'),
  tenant_host_is_used_once: () =>
    conflict('host_is_used', 'Another tenant answers on this host name.', 'host'),
  tenant_slug_is_a_host_label: () =>
    conflict('slug_malformed', 'A short name has small letters, digits and hyphens.', 'slug'),
  tenant_slug_is_used_once: () => conflict('slug_is_used', 'Another tenant has this short name.', 'slug'),
  transfer_amount_is_positive: () =>
    conflict('amount_not_positive', 'An amount must be more than zero.', 'amount'),
  transfer_joins_two_accounts: () =>
    conflict('transfer_to_itself', 'Money cannot be sent to the account it comes from.'),
  trusted_contact_has_an_address: () =>
    conflict('contact_without_address', 'A trusted contact has an e-mail address or a number.', 'address'),
  trusted_contact_is_named_once: () =>
    conflict('contact_is_named', 'You have named this address already.', 'address'),
};

/** The refusal behind a database error, or undefined when it is a bug. A shard's suffix on the name is taken off. */
export function refusalOfConstraint(error: unknown): Refusal | undefined {
  const found = databaseErrorOf(error);
  if (!found?.code?.startsWith('23') || !found.constraint) return undefined;
  const name = found.constraint;
  const known = REFUSAL_OF_CONSTRAINT[name] ?? REFUSAL_OF_CONSTRAINT[name.replace(/_\d+$/, '')];
  if (known) return known();
  return found.code === '23503' ? notFound() : undefined;
}

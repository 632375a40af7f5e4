CREATE TABLE "document_checks" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"by" text NOT NULL,
	"verdict" text NOT NULL,
	"checked_by" uuid,
	"written_by" uuid,
	"note" text,
	"reference" text,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "document_checks_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "document_is_checked_by_another" CHECK ("document_checks"."checked_by" <> "document_checks"."written_by"),
	CONSTRAINT "check_by_staff_has_somebody" CHECK (("document_checks"."by" = 'staff') = ("document_checks"."checked_by" is not null))
);
--> statement-breakpoint
CREATE TABLE "document_pictures" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"swap_id" uuid,
	"side" text NOT NULL,
	"image" "bytea" NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"taken_by" uuid NOT NULL,
	"taken_at" timestamp with time zone NOT NULL,
	"replaced_at" timestamp with time zone,
	CONSTRAINT "document_pictures_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "picture_has_a_size" CHECK ("document_pictures"."width" > 0 and "document_pictures"."height" > 0)
);
--> statement-breakpoint
CREATE TABLE "network_events" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"imei" text,
	"at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"reference" text NOT NULL,
	"received_by" uuid,
	CONSTRAINT "network_events_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "network_event_is_taken_once" UNIQUE("tenant_id","reference")
);
--> statement-breakpoint
CREATE TABLE "outage_reports" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"person_id" uuid,
	"named" text NOT NULL,
	"claim_fingerprint" "bytea" NOT NULL,
	"channel" text NOT NULL,
	"ip" "inet",
	"reported_at" timestamp with time zone NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"confirmed_by" uuid,
	"confirmed_at" timestamp with time zone,
	"taken_back_at" timestamp with time zone,
	"taken_back_by" uuid,
	CONSTRAINT "outage_reports_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "outage_number_is_used_once" UNIQUE("tenant_id","number")
);
--> statement-breakpoint
CREATE TABLE "trusted_contacts" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"name" text NOT NULL,
	"channel" text NOT NULL,
	"address" text NOT NULL,
	"added_at" timestamp with time zone NOT NULL,
	"agreed_at" timestamp with time zone,
	"removed_at" timestamp with time zone,
	CONSTRAINT "trusted_contacts_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "trusted_contact_has_an_address" CHECK ("trusted_contacts"."address" <> '')
);
--> statement-breakpoint
CREATE TABLE "swap_cases" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"number_id" uuid NOT NULL,
	"msisdn" text NOT NULL,
	"holder_id" uuid NOT NULL,
	"old_sim_id" uuid NOT NULL,
	"old_sim_state" text NOT NULL,
	"new_sim_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"channel" text NOT NULL,
	"unit_id" uuid,
	"requested_by" uuid NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"question_id" uuid,
	"ways" text[] NOT NULL,
	"old_sim_counts" boolean NOT NULL,
	"review_reasons" text[] NOT NULL,
	"risk" integer NOT NULL,
	"risk_level" text NOT NULL,
	"contributions" jsonb NOT NULL,
	"cooling_reasons" text[] NOT NULL,
	"ready_at" timestamp with time zone,
	"reviewed_by" uuid,
	"reviewed_at" timestamp with time zone,
	"note" text,
	"disputed_at" timestamp with time zone,
	"disputed_by" text,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	"refusal" text,
	"completed_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"ended_by" uuid,
	"remedied_at" timestamp with time zone,
	"remedied_by" uuid,
	"release_document_by" uuid,
	"release_document_at" timestamp with time zone,
	"released_at" timestamp with time zone,
	CONSTRAINT "swap_cases_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "swap_number_is_used_once" UNIQUE("tenant_id","number"),
	CONSTRAINT "swap_joins_two_cards" CHECK ("swap_cases"."old_sim_id" <> "swap_cases"."new_sim_id"),
	CONSTRAINT "swap_is_reviewed_by_another" CHECK ("swap_cases"."requested_by" <> "swap_cases"."reviewed_by"),
	CONSTRAINT "swap_dispute_is_decided_by_a_third" CHECK ("swap_cases"."decided_by" <> "swap_cases"."requested_by" and ("swap_cases"."reviewed_by" is null or "swap_cases"."decided_by" <> "swap_cases"."reviewed_by")),
	CONSTRAINT "swap_is_not_in_its_own_hands" CHECK ("swap_cases"."holder_id" <> all (array_remove(array["swap_cases"."reviewed_by", "swap_cases"."decided_by", "swap_cases"."remedied_by", "swap_cases"."release_document_by"], null)) and ("swap_cases"."channel" = 'portal') = ("swap_cases"."requested_by" = "swap_cases"."holder_id")),
	CONSTRAINT "swap_takes_effect_after_its_review" CHECK ("swap_cases"."state" not in ('cooling', 'completed', 'remedied') or "swap_cases"."review_reasons" = '{}' or "swap_cases"."reviewed_by" is not null),
	CONSTRAINT "swap_takes_effect_when_its_wait_is_over" CHECK (("swap_cases"."state" not in ('cooling', 'completed', 'remedied') or "swap_cases"."ready_at" is not null) and ("swap_cases"."completed_at" is null or "swap_cases"."completed_at" >= "swap_cases"."ready_at")),
	CONSTRAINT "swap_is_completed_once" CHECK (("swap_cases"."state" in ('completed', 'remedied')) = ("swap_cases"."completed_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "swap_notices" (
	"tenant_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	CONSTRAINT "swap_notices_pk" PRIMARY KEY("tenant_id","case_id","message_id")
);
--> statement-breakpoint
CREATE TABLE "swap_proofs" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"number_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"passed" boolean NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"by" uuid NOT NULL,
	"session_id" uuid,
	"device_id" uuid,
	"ip" "inet",
	CONSTRAINT "swap_proofs_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "swap_queue" (
	"case_id" uuid PRIMARY KEY NOT NULL,
	"of_tenant" uuid NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "swap_guards" (
	"tenant_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"swap_id" uuid NOT NULL,
	"swapped_at" timestamp with time zone NOT NULL,
	"money_frozen_until" timestamp with time zone NOT NULL,
	"money_capped_until" timestamp with time zone NOT NULL,
	"cap_minor" bigint NOT NULL,
	"messages_off_until" timestamp with time zone NOT NULL,
	"attestation_off_until" timestamp with time zone NOT NULL,
	CONSTRAINT "swap_guards_pk" PRIMARY KEY("tenant_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "sign_in_links" ADD COLUMN "about_id" uuid;--> statement-breakpoint
ALTER TABLE "identity_documents" ADD COLUMN "expires_on" date;--> statement-breakpoint
ALTER TABLE "identity_documents" ADD COLUMN "verified_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "numbers" ADD COLUMN "activated_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "numbers" ADD COLUMN "port_out_locked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "numbers" ADD COLUMN "port_out_lock_ends_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "person_holds" ADD COLUMN "until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "document_checks" ADD CONSTRAINT "check_has_a_document" FOREIGN KEY ("tenant_id","document_id") REFERENCES "public"."identity_documents"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_pictures" ADD CONSTRAINT "picture_has_a_document" FOREIGN KEY ("tenant_id","document_id") REFERENCES "public"."identity_documents"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "network_events" ADD CONSTRAINT "network_event_has_a_number" FOREIGN KEY ("tenant_id","number_id") REFERENCES "public"."numbers"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outage_reports" ADD CONSTRAINT "outage_has_a_tenant" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outage_reports" ADD CONSTRAINT "outage_has_a_person" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trusted_contacts" ADD CONSTRAINT "trusted_contact_has_a_person" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "swap_cases" ADD CONSTRAINT "swap_has_a_tenant" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "swap_cases" ADD CONSTRAINT "swap_has_a_number" FOREIGN KEY ("tenant_id","number_id") REFERENCES "public"."numbers"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "swap_cases" ADD CONSTRAINT "swap_has_a_holder" FOREIGN KEY ("tenant_id","holder_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "swap_cases" ADD CONSTRAINT "swap_has_an_old_card" FOREIGN KEY ("tenant_id","old_sim_id") REFERENCES "public"."sims"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "swap_cases" ADD CONSTRAINT "swap_has_a_new_card" FOREIGN KEY ("tenant_id","new_sim_id") REFERENCES "public"."sims"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "swap_notices" ADD CONSTRAINT "notice_has_a_swap" FOREIGN KEY ("tenant_id","case_id") REFERENCES "public"."swap_cases"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "swap_proofs" ADD CONSTRAINT "proof_has_a_swap" FOREIGN KEY ("tenant_id","case_id") REFERENCES "public"."swap_cases"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "swap_guards" ADD CONSTRAINT "guard_has_a_person" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "document_checks_by_document" ON "document_checks" USING btree ("tenant_id","document_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "document_has_one_picture_of_a_side" ON "document_pictures" USING btree ("tenant_id","document_id","side",coalesce("swap_id", '00000000-0000-0000-0000-000000000000'::uuid)) WHERE "document_pictures"."replaced_at" is null;--> statement-breakpoint
CREATE INDEX "document_pictures_by_swap" ON "document_pictures" USING btree ("tenant_id","swap_id") WHERE "document_pictures"."swap_id" is not null;--> statement-breakpoint
CREATE INDEX "network_events_by_number" ON "network_events" USING btree ("tenant_id","number_id","kind","at");--> statement-breakpoint
CREATE INDEX "outage_reports_by_person" ON "outage_reports" USING btree ("tenant_id","person_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "trusted_contact_is_named_once" ON "trusted_contacts" USING btree ("tenant_id","person_id","address") WHERE "trusted_contacts"."removed_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "swap_of_a_number_is_open_once" ON "swap_cases" USING btree ("tenant_id","number_id") WHERE "swap_cases"."state" in ('proving', 'review', 'cooling', 'disputed');--> statement-breakpoint
CREATE UNIQUE INDEX "swap_of_a_card_is_open_once" ON "swap_cases" USING btree ("tenant_id","new_sim_id") WHERE "swap_cases"."state" in ('proving', 'review', 'cooling', 'disputed');--> statement-breakpoint
CREATE INDEX "swap_cases_by_state" ON "swap_cases" USING btree ("tenant_id","state","id");--> statement-breakpoint
CREATE INDEX "swap_cases_by_number" ON "swap_cases" USING btree ("tenant_id","number_id","id");--> statement-breakpoint
CREATE INDEX "swap_cases_by_holder" ON "swap_cases" USING btree ("tenant_id","holder_id","id");--> statement-breakpoint
CREATE INDEX "swap_cases_by_requester" ON "swap_cases" USING btree ("tenant_id","requested_by","id");--> statement-breakpoint
CREATE INDEX "swap_cases_by_reviewer" ON "swap_cases" USING btree ("tenant_id","reviewed_by","id") WHERE "swap_cases"."reviewed_by" is not null;--> statement-breakpoint
CREATE INDEX "swap_cases_by_new_card" ON "swap_cases" USING btree ("tenant_id","new_sim_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "swap_is_proved_once_in_each_way" ON "swap_proofs" USING btree ("tenant_id","case_id","kind") WHERE "swap_proofs"."passed";--> statement-breakpoint
CREATE INDEX "swap_proofs_by_number" ON "swap_proofs" USING btree ("tenant_id","number_id","id");--> statement-breakpoint
CREATE INDEX "swap_queue_by_due" ON "swap_queue" USING btree ("due_at");
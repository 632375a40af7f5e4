CREATE TABLE "audit_events" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"command" text NOT NULL,
	"outcome" text NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" uuid,
	"session_id" uuid,
	"subject" text,
	"ip" "inet",
	"user_agent" text,
	"device_id" uuid,
	"request_id" text,
	"risk" integer,
	"approval" uuid,
	"severity" text NOT NULL,
	"change" jsonb,
	CONSTRAINT "audit_events_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"tenant_id" uuid NOT NULL,
	"actor_id" uuid NOT NULL,
	"key" text NOT NULL,
	"command" text NOT NULL,
	"body_hash" "bytea" NOT NULL,
	"output" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "idempotency_key_is_used_once" PRIMARY KEY("tenant_id","actor_id","key")
);
--> statement-breakpoint
CREATE TABLE "devices" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"user_agent" text NOT NULL,
	"first_seen_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "devices_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "known_devices" (
	"tenant_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"device_id" uuid NOT NULL,
	"first_used_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone NOT NULL,
	CONSTRAINT "known_devices_pk" PRIMARY KEY("tenant_id","person_id","device_id")
);
--> statement-breakpoint
CREATE TABLE "one_time_codes" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"person_id" uuid NOT NULL,
	"address" text NOT NULL,
	"code_fingerprint" "bytea" NOT NULL,
	"tries_left" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "one_time_codes_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "code_has_tries_left_or_none" CHECK ("one_time_codes"."tries_left" >= 0)
);
--> statement-breakpoint
CREATE TABLE "passwords" (
	"tenant_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "passwords_pk" PRIMARY KEY("tenant_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "recovery_codes" (
	"tenant_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"code_fingerprint" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "recovery_codes_pk" PRIMARY KEY("tenant_id","person_id","code_fingerprint")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"device_id" uuid,
	"ip" "inet",
	"user_agent" text NOT NULL,
	"assurance" integer NOT NULL,
	"methods" text[] NOT NULL,
	"proved_at" timestamp with time zone,
	"risk" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	"idle_expires_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"revoked_reason" text,
	CONSTRAINT "sessions_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "session_assurance_is_aal_1_to_3" CHECK ("sessions"."assurance" between 1 and 3)
);
--> statement-breakpoint
CREATE TABLE "sign_ins" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"device_id" uuid,
	"methods" text[] NOT NULL,
	"browser_fingerprint" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"session_id" uuid,
	"ticket_fingerprint" "bytea",
	"ticket_expires_at" timestamp with time zone,
	"ticket_used_at" timestamp with time zone,
	CONSTRAINT "sign_ins_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "totp_factors" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"name" text NOT NULL,
	"secret" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"confirmed_at" timestamp with time zone,
	"last_step" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "totp_factors_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "proof_limits" (
	"key" varchar(255) PRIMARY KEY NOT NULL,
	"points" integer DEFAULT 0 NOT NULL,
	"expire" bigint
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"key" varchar(255) PRIMARY KEY NOT NULL,
	"points" integer DEFAULT 0 NOT NULL,
	"expire" bigint
);
--> statement-breakpoint
CREATE TABLE "handset_messages" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"channel" text NOT NULL,
	"address" text NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "handset_messages_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "outbox_messages" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid,
	"channel" text NOT NULL,
	"address" text NOT NULL,
	"template" text NOT NULL,
	"locale" text NOT NULL,
	"values" "bytea",
	"state" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_problem" text,
	"created_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	CONSTRAINT "outbox_messages_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "outbox_queue" (
	"message_id" uuid PRIMARY KEY NOT NULL,
	"of_tenant" uuid NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "identity_documents" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"number" "bytea" NOT NULL,
	"number_fingerprint" "bytea" NOT NULL,
	"given_names" text NOT NULL,
	"family_name" text NOT NULL,
	"birth_date" date NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" uuid,
	CONSTRAINT "identity_documents_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "document_is_known_once" UNIQUE("tenant_id","kind","number_fingerprint")
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"tenant_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"role_id" uuid NOT NULL,
	"granted_by" uuid,
	"granted_at" timestamp with time zone NOT NULL,
	CONSTRAINT "memberships_pk" PRIMARY KEY("tenant_id","person_id","role_id")
);
--> statement-breakpoint
CREATE TABLE "roles" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"access" text NOT NULL,
	"permissions" text[] NOT NULL,
	"built_in" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "roles_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "role_key_is_used_once" UNIQUE("tenant_id","key")
);
--> statement-breakpoint
CREATE TABLE "user_words" (
	"tenant_id" uuid NOT NULL,
	"word" text NOT NULL,
	"person_id" uuid NOT NULL,
	CONSTRAINT "user_words_pk" PRIMARY KEY("tenant_id","person_id","word")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"unit_id" uuid,
	"name" text NOT NULL,
	"email" text,
	"email_verified_at" timestamp with time zone,
	"mobile" text,
	"mobile_verified_at" timestamp with time zone,
	"status" text NOT NULL,
	"locale" text,
	"created_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone,
	CONSTRAINT "users_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "person_has_an_address" CHECK ("users"."email" is not null or "users"."mobile" is not null)
);
--> statement-breakpoint
CREATE TABLE "numbers" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"msisdn" text NOT NULL,
	"state" text NOT NULL,
	"sim_id" uuid,
	"holder_id" uuid,
	"document_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"retired_at" timestamp with time zone,
	CONSTRAINT "numbers_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "msisdn_is_used_once" UNIQUE("tenant_id","msisdn")
);
--> statement-breakpoint
CREATE TABLE "registrations" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"sim_id" uuid NOT NULL,
	"number_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"state" text NOT NULL,
	"registered_by" uuid NOT NULL,
	"registered_at" timestamp with time zone NOT NULL,
	"activated_at" timestamp with time zone,
	CONSTRAINT "registrations_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "sim_is_registered_once" UNIQUE("tenant_id","sim_id")
);
--> statement-breakpoint
CREATE TABLE "sim_events" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"sim_id" uuid,
	"number_id" uuid,
	"from_state" text,
	"to_state" text NOT NULL,
	"actor_id" uuid,
	"at" timestamp with time zone NOT NULL,
	"detail" jsonb,
	CONSTRAINT "sim_events_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "sims" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"iccid" text NOT NULL,
	"imsi" text NOT NULL,
	"secrets" "bytea" NOT NULL,
	"state" text NOT NULL,
	"preset_msisdn" text,
	"import_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sims_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "iccid_is_used_once" UNIQUE("tenant_id","iccid"),
	CONSTRAINT "imsi_is_used_once" UNIQUE("tenant_id","imsi"),
	CONSTRAINT "iccid_is_19_or_20_digits" CHECK ("sims"."iccid" ~ '^89[0-9]{16,18}$')
);
--> statement-breakpoint
CREATE TABLE "stock_import_lines" (
	"tenant_id" uuid NOT NULL,
	"import_id" uuid NOT NULL,
	"line" integer NOT NULL,
	"iccid" text NOT NULL,
	"imsi" text NOT NULL,
	"secrets" "bytea",
	"preset_msisdn" text,
	"sim_id" uuid,
	"problem_field" text,
	"problem" text,
	CONSTRAINT "stock_import_lines_pk" PRIMARY KEY("tenant_id","import_id","line")
);
--> statement-breakpoint
CREATE TABLE "stock_imports" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"file_name" text NOT NULL,
	"file_hash" "bytea",
	"state" text NOT NULL,
	"problem" text,
	"bytes_total" bigint,
	"bytes_read" bigint DEFAULT 0 NOT NULL,
	"lines_read" integer DEFAULT 0 NOT NULL,
	"lines_good" integer DEFAULT 0 NOT NULL,
	"lines_bad" integer DEFAULT 0 NOT NULL,
	"lines_known" integer DEFAULT 0 NOT NULL,
	"lines_imported" integer DEFAULT 0 NOT NULL,
	"uploaded_by" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "stock_imports_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "tenants" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"host" text,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"country" text NOT NULL,
	"currency" text NOT NULL,
	"time_zone" text NOT NULL,
	"locale" text NOT NULL,
	"settings" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "tenant_slug_is_used_once" UNIQUE("slug"),
	CONSTRAINT "tenant_host_is_used_once" UNIQUE("host"),
	CONSTRAINT "tenant_slug_is_a_host_label" CHECK ("tenants"."slug" ~ '^[a-z0-9]([a-z0-9-]{0,40}[a-z0-9])?$')
);
--> statement-breakpoint
CREATE TABLE "units" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"parent_id" uuid,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"path" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "units_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "accounts" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"owner_id" uuid,
	"currency" text NOT NULL,
	"posted" bigint,
	"held" bigint,
	"frozen" text DEFAULT 'none' NOT NULL,
	"out_day" text DEFAULT '' NOT NULL,
	"out_day_minor" bigint DEFAULT 0 NOT NULL,
	"out_month" text DEFAULT '' NOT NULL,
	"out_month_minor" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "accounts_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "account_has_one_currency" UNIQUE("tenant_id","id","currency"),
	CONSTRAINT "account_keeps_a_balance_if_a_person_owns_it" CHECK (("accounts"."owner_id" is not null) = ("accounts"."posted" is not null) and ("accounts"."posted" is null) = ("accounts"."held" is null)),
	CONSTRAINT "available_balance_stays_above_zero" CHECK ("accounts"."posted" - "accounts"."held" >= 0 and "accounts"."held" >= 0)
);
--> statement-breakpoint
CREATE TABLE "transfers" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"deed_id" uuid NOT NULL,
	"operation" text NOT NULL,
	"debit_account_id" uuid NOT NULL,
	"credit_account_id" uuid NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"debit_posted_after" bigint,
	"credit_posted_after" bigint,
	"made_by" uuid,
	"at" timestamp with time zone NOT NULL,
	"ip" "inet",
	"device_id" uuid,
	"risk" integer DEFAULT 0 NOT NULL,
	"flagged" boolean DEFAULT false NOT NULL,
	"first_payee" boolean DEFAULT false NOT NULL,
	CONSTRAINT "transfers_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "transfer_amount_is_positive" CHECK ("transfers"."amount" > 0),
	CONSTRAINT "transfer_joins_two_accounts" CHECK ("transfers"."debit_account_id" <> "transfers"."credit_account_id")
);
--> statement-breakpoint
ALTER TABLE "devices" ADD CONSTRAINT "device_has_a_tenant" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "known_devices" ADD CONSTRAINT "known_device_has_a_person" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "known_devices" ADD CONSTRAINT "known_device_has_a_device" FOREIGN KEY ("tenant_id","device_id") REFERENCES "public"."devices"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "one_time_codes" ADD CONSTRAINT "code_has_a_person" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passwords" ADD CONSTRAINT "password_has_a_person" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_code_has_a_person" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "session_has_a_person" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_ins" ADD CONSTRAINT "sign_in_has_a_person" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "totp_factors" ADD CONSTRAINT "totp_has_a_person" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handset_messages" ADD CONSTRAINT "handset_message_has_a_tenant" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_documents" ADD CONSTRAINT "document_has_a_person" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "membership_has_a_person" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "membership_has_a_role" FOREIGN KEY ("tenant_id","role_id") REFERENCES "public"."roles"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roles" ADD CONSTRAINT "role_has_a_tenant" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_words" ADD CONSTRAINT "word_has_a_person" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "person_has_a_tenant" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "person_has_a_unit" FOREIGN KEY ("tenant_id","unit_id") REFERENCES "public"."units"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "numbers" ADD CONSTRAINT "number_has_a_sim" FOREIGN KEY ("tenant_id","sim_id") REFERENCES "public"."sims"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "numbers" ADD CONSTRAINT "number_has_a_holder" FOREIGN KEY ("tenant_id","holder_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "numbers" ADD CONSTRAINT "number_has_a_document" FOREIGN KEY ("tenant_id","document_id") REFERENCES "public"."identity_documents"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registrations" ADD CONSTRAINT "registration_has_a_sim" FOREIGN KEY ("tenant_id","sim_id") REFERENCES "public"."sims"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registrations" ADD CONSTRAINT "registration_has_a_number" FOREIGN KEY ("tenant_id","number_id") REFERENCES "public"."numbers"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registrations" ADD CONSTRAINT "registration_has_a_person" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registrations" ADD CONSTRAINT "registration_has_a_document" FOREIGN KEY ("tenant_id","document_id") REFERENCES "public"."identity_documents"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sims" ADD CONSTRAINT "sim_has_a_tenant" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_import_lines" ADD CONSTRAINT "line_has_an_import" FOREIGN KEY ("tenant_id","import_id") REFERENCES "public"."stock_imports"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_imports" ADD CONSTRAINT "import_has_an_uploader" FOREIGN KEY ("tenant_id","uploaded_by") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "units" ADD CONSTRAINT "unit_has_a_parent" FOREIGN KEY ("tenant_id","parent_id") REFERENCES "public"."units"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "units" ADD CONSTRAINT "unit_has_a_tenant" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "account_has_a_tenant" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "account_has_an_owner" FOREIGN KEY ("tenant_id","owner_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "debit_account_is_of_the_currency" FOREIGN KEY ("tenant_id","debit_account_id","currency") REFERENCES "public"."accounts"("tenant_id","id","currency") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "credit_account_is_of_the_currency" FOREIGN KEY ("tenant_id","credit_account_id","currency") REFERENCES "public"."accounts"("tenant_id","id","currency") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_events_by_command" ON "audit_events" USING btree ("tenant_id","command","id");--> statement-breakpoint
CREATE INDEX "audit_events_by_actor" ON "audit_events" USING btree ("tenant_id","actor_id","id");--> statement-breakpoint
CREATE INDEX "audit_events_by_subject" ON "audit_events" USING btree ("tenant_id","subject","id");--> statement-breakpoint
CREATE INDEX "audit_events_by_outcome" ON "audit_events" USING btree ("tenant_id","outcome","id") WHERE "audit_events"."outcome" <> 'done';--> statement-breakpoint
CREATE INDEX "audit_events_by_ip" ON "audit_events" USING btree ("tenant_id","ip","id");--> statement-breakpoint
CREATE INDEX "one_time_codes_by_address" ON "one_time_codes" USING btree ("tenant_id","address","purpose","id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_code_is_live" ON "one_time_codes" USING btree ("tenant_id","person_id","purpose") WHERE "one_time_codes"."used_at" is null;--> statement-breakpoint
CREATE INDEX "sessions_by_person" ON "sessions" USING btree ("tenant_id","person_id","id");--> statement-breakpoint
CREATE INDEX "totp_factors_by_person" ON "totp_factors" USING btree ("tenant_id","person_id");--> statement-breakpoint
CREATE INDEX "handset_messages_by_address" ON "handset_messages" USING btree ("tenant_id","address","id");--> statement-breakpoint
CREATE INDEX "outbox_messages_by_state" ON "outbox_messages" USING btree ("tenant_id","state","id");--> statement-breakpoint
CREATE INDEX "outbox_queue_by_due" ON "outbox_queue" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "identity_documents_by_person" ON "identity_documents" USING btree ("tenant_id","person_id");--> statement-breakpoint
CREATE INDEX "memberships_by_role" ON "memberships" USING btree ("tenant_id","role_id","person_id");--> statement-breakpoint
CREATE INDEX "user_words_by_word" ON "user_words" USING btree ("tenant_id","word" collate "C","person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "email_is_owned_once" ON "users" USING btree ("tenant_id","email") WHERE "users"."email_verified_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "mobile_is_owned_once" ON "users" USING btree ("tenant_id","mobile") WHERE "users"."mobile_verified_at" is not null;--> statement-breakpoint
CREATE INDEX "users_by_email" ON "users" USING btree ("tenant_id","email","id");--> statement-breakpoint
CREATE INDEX "users_by_mobile" ON "users" USING btree ("tenant_id","mobile","id");--> statement-breakpoint
CREATE INDEX "users_by_unit" ON "users" USING btree ("tenant_id","unit_id","id");--> statement-breakpoint
CREATE INDEX "users_by_status" ON "users" USING btree ("tenant_id","status","id");--> statement-breakpoint
CREATE UNIQUE INDEX "sim_carries_one_number" ON "numbers" USING btree ("tenant_id","sim_id") WHERE "numbers"."sim_id" is not null;--> statement-breakpoint
CREATE INDEX "numbers_by_holder" ON "numbers" USING btree ("tenant_id","holder_id","id");--> statement-breakpoint
CREATE INDEX "numbers_by_document" ON "numbers" USING btree ("tenant_id","document_id");--> statement-breakpoint
CREATE INDEX "registrations_by_agent" ON "registrations" USING btree ("tenant_id","registered_by","id");--> statement-breakpoint
CREATE INDEX "registrations_by_person" ON "registrations" USING btree ("tenant_id","person_id","id");--> statement-breakpoint
CREATE INDEX "sim_events_by_sim" ON "sim_events" USING btree ("tenant_id","sim_id","id");--> statement-breakpoint
CREATE INDEX "sim_events_by_number" ON "sim_events" USING btree ("tenant_id","number_id","id");--> statement-breakpoint
CREATE INDEX "sims_by_state" ON "sims" USING btree ("tenant_id","state","iccid");--> statement-breakpoint
CREATE INDEX "stock_import_lines_bad" ON "stock_import_lines" USING btree ("tenant_id","import_id","line") WHERE "stock_import_lines"."problem" is not null;--> statement-breakpoint
CREATE INDEX "stock_import_lines_by_iccid" ON "stock_import_lines" USING btree ("tenant_id","import_id","iccid");--> statement-breakpoint
CREATE INDEX "units_by_path" ON "units" USING btree ("tenant_id","path" collate "C");--> statement-breakpoint
CREATE UNIQUE INDEX "person_has_one_account_of_a_kind" ON "accounts" USING btree ("tenant_id","owner_id","kind","currency") WHERE "accounts"."owner_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "tenant_has_one_account_of_a_kind" ON "accounts" USING btree ("tenant_id","kind","currency") WHERE "accounts"."owner_id" is null;--> statement-breakpoint
CREATE INDEX "accounts_by_kind" ON "accounts" USING btree ("tenant_id","kind","id");--> statement-breakpoint
CREATE INDEX "transfers_by_debit" ON "transfers" USING btree ("tenant_id","debit_account_id","id");--> statement-breakpoint
CREATE INDEX "transfers_by_credit" ON "transfers" USING btree ("tenant_id","credit_account_id","id");--> statement-breakpoint
CREATE INDEX "transfers_by_deed" ON "transfers" USING btree ("tenant_id","deed_id");--> statement-breakpoint
ALTER TABLE "rate_limits" SET UNLOGGED;

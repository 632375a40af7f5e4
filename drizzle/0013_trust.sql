CREATE TABLE "break_glass" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"reason" text NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"opened_by" uuid,
	"opened_at" timestamp with time zone,
	"ends_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"ended_by" uuid,
	CONSTRAINT "break_glass_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "break_glass_is_opened_by_another" CHECK ("break_glass"."opened_by" is null or "break_glass"."opened_by" <> "break_glass"."asked_by")
);
--> statement-breakpoint
CREATE TABLE "incident_steps" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"incident_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"details" jsonb NOT NULL,
	"by" uuid,
	"at" timestamp with time zone NOT NULL,
	"undone_at" timestamp with time zone,
	"undone_by" uuid,
	"undone_because" text,
	CONSTRAINT "incident_steps_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "incidents" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"severity" text NOT NULL,
	"about" text NOT NULL,
	"times" integer DEFAULT 1 NOT NULL,
	"person_id" uuid,
	"session_id" uuid,
	"device_id" uuid,
	"ip" "inet",
	"facts" jsonb NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"assigned_to" uuid,
	"closed_at" timestamp with time zone,
	"closed_by" uuid,
	"closing_note" text,
	CONSTRAINT "incidents_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "webhook_deliveries" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"webhook_id" uuid NOT NULL,
	"event" text NOT NULL,
	"body" text NOT NULL,
	"state" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_status" integer,
	"last_problem" text,
	"created_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	CONSTRAINT "webhook_deliveries_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "webhook_queue" (
	"delivery_id" uuid PRIMARY KEY NOT NULL,
	"of_tenant" uuid NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "webhooks" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"url" text NOT NULL,
	"secret" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" uuid,
	"removed_at" timestamp with time zone,
	CONSTRAINT "webhooks_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "deed_approvals" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"command" text NOT NULL,
	"input_fingerprint" "bytea" NOT NULL,
	"summary" jsonb NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	"reason" text,
	CONSTRAINT "deed_approvals_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "approval_is_given_by_another" CHECK ("deed_approvals"."decided_by" is null or "deed_approvals"."decided_by" <> "deed_approvals"."asked_by")
);
--> statement-breakpoint
CREATE TABLE "policies" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"template" text,
	"state" text NOT NULL,
	"version" integer NOT NULL,
	"shadow_since" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "policies_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "policy_epochs" (
	"tenant_id" uuid NOT NULL,
	"epoch" bigint NOT NULL,
	CONSTRAINT "policy_epochs_pk" PRIMARY KEY("tenant_id")
);
--> statement-breakpoint
CREATE TABLE "policy_shadow_hits" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"policy_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"person_id" uuid NOT NULL,
	"command" text NOT NULL,
	"answer" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "policy_shadow_hits_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "policy_versions" (
	"tenant_id" uuid NOT NULL,
	"policy_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"cedar" text NOT NULL,
	"filling" jsonb,
	"commands" text[] NOT NULL,
	"reason" text NOT NULL,
	"made_by" uuid,
	"made_at" timestamp with time zone NOT NULL,
	CONSTRAINT "policy_versions_pk" PRIMARY KEY("tenant_id","policy_id","version")
);
--> statement-breakpoint
CREATE TABLE "blocked_addresses" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"network" "inet" NOT NULL,
	"reason" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"placed_by" uuid,
	"lifted_at" timestamp with time zone,
	"lifted_by" uuid,
	CONSTRAINT "blocked_addresses_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "risk_lessons" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"attempt" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "risk_lessons_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "risk_profiles" (
	"tenant_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"profile" jsonb NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "risk_profiles_pk" PRIMARY KEY("tenant_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "risk_tallies" (
	"tenant_id" uuid NOT NULL,
	"key" text NOT NULL,
	"count" double precision NOT NULL,
	"distinct_below" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "risk_tallies_pk" PRIMARY KEY("tenant_id","key")
);
--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "key_thumbprint" text;--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "key_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "known_devices" ADD COLUMN "name" text;--> statement-breakpoint
ALTER TABLE "known_devices" ADD COLUMN "trust" text DEFAULT 'known' NOT NULL;--> statement-breakpoint
ALTER TABLE "known_devices" ADD COLUMN "trust_changed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "known_devices" ADD COLUMN "places" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "key_thumbprint" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "key_proved_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "risk_level" text DEFAULT 'low' NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "risk_reasons" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "judged_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "judged_on" text;--> statement-breakpoint
ALTER TABLE "break_glass" ADD CONSTRAINT "break_glass_is_asked_by_a_person" FOREIGN KEY ("tenant_id","asked_by") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_steps" ADD CONSTRAINT "incident_step_has_an_incident" FOREIGN KEY ("tenant_id","incident_id") REFERENCES "public"."incidents"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incidents" ADD CONSTRAINT "incident_has_a_tenant" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "delivery_has_a_webhook" FOREIGN KEY ("tenant_id","webhook_id") REFERENCES "public"."webhooks"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhooks" ADD CONSTRAINT "webhook_has_a_tenant" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deed_approvals" ADD CONSTRAINT "approval_is_asked_by_a_person" FOREIGN KEY ("tenant_id","asked_by") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policies" ADD CONSTRAINT "policy_has_a_tenant" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_epochs" ADD CONSTRAINT "policy_epoch_has_a_tenant" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_shadow_hits" ADD CONSTRAINT "shadow_hit_has_a_policy" FOREIGN KEY ("tenant_id","policy_id") REFERENCES "public"."policies"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_versions" ADD CONSTRAINT "policy_version_has_a_policy" FOREIGN KEY ("tenant_id","policy_id") REFERENCES "public"."policies"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "blocked_addresses" ADD CONSTRAINT "blocked_address_has_a_tenant" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "risk_lessons" ADD CONSTRAINT "risk_lesson_has_a_person" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "risk_profiles" ADD CONSTRAINT "risk_profile_has_a_person" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "risk_tallies" ADD CONSTRAINT "risk_tally_has_a_tenant" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "break_glass_is_asked_once" ON "break_glass" USING btree ("tenant_id","asked_by") WHERE "break_glass"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "incident_steps_by_incident" ON "incident_steps" USING btree ("tenant_id","incident_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "incident_stands_once" ON "incidents" USING btree ("tenant_id","kind","about") WHERE "incidents"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "incidents_open" ON "incidents" USING btree ("tenant_id","id") WHERE "incidents"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "incidents_by_person" ON "incidents" USING btree ("tenant_id","person_id","id");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_by_webhook" ON "webhook_deliveries" USING btree ("tenant_id","webhook_id","id");--> statement-breakpoint
CREATE INDEX "webhook_queue_by_due" ON "webhook_queue" USING btree ("due_at");--> statement-breakpoint
CREATE UNIQUE INDEX "approval_of_a_deed_is_asked_once" ON "deed_approvals" USING btree ("tenant_id","asked_by","command","input_fingerprint") WHERE "deed_approvals"."state" in ('waiting', 'approved');--> statement-breakpoint
CREATE INDEX "deed_approvals_by_state" ON "deed_approvals" USING btree ("tenant_id","state","id");--> statement-breakpoint
CREATE INDEX "policies_by_state" ON "policies" USING btree ("tenant_id","state","id");--> statement-breakpoint
CREATE INDEX "policy_shadow_hits_by_policy" ON "policy_shadow_hits" USING btree ("tenant_id","policy_id","id");--> statement-breakpoint
CREATE INDEX "blocked_addresses_by_end" ON "blocked_addresses" USING btree ("tenant_id","until");
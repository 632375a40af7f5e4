CREATE TABLE "passkey_challenges" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"person_id" uuid,
	"challenge_fingerprint" "bytea" NOT NULL,
	"browser_fingerprint" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "passkey_challenges_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "passkey_challenge_is_made_once" UNIQUE("tenant_id","challenge_fingerprint")
);
--> statement-breakpoint
CREATE TABLE "passkeys" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"name" text NOT NULL,
	"credential_id" "bytea" NOT NULL,
	"public_key" "bytea" NOT NULL,
	"counter" bigint NOT NULL,
	"transports" text[] NOT NULL,
	"aaguid" uuid NOT NULL,
	"backup_eligible" boolean NOT NULL,
	"backed_up" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone,
	CONSTRAINT "passkeys_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "passkey_is_known_once" UNIQUE("tenant_id","credential_id")
);
--> statement-breakpoint
CREATE TABLE "tenant_settings" (
	"tenant_id" uuid NOT NULL,
	"settings" jsonb NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"changed_by" uuid,
	CONSTRAINT "tenant_settings_pk" PRIMARY KEY("tenant_id")
);
--> statement-breakpoint
CREATE TABLE "person_holds" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"reason" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"placed_by" uuid,
	"lifted_at" timestamp with time zone,
	"lifted_by" uuid,
	CONSTRAINT "person_holds_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "trust_signals" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "trust_signals_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
DROP INDEX "one_code_is_live";--> statement-breakpoint
ALTER TABLE "one_time_codes" ALTER COLUMN "person_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "sign_ins" ALTER COLUMN "person_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "one_time_codes" ADD COLUMN "channel" text DEFAULT 'sms' NOT NULL;--> statement-breakpoint
ALTER TABLE "one_time_codes" ADD COLUMN "sign_in_id" uuid;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "proved_by" text;--> statement-breakpoint
ALTER TABLE "passkey_challenges" ADD CONSTRAINT "passkey_challenge_has_a_tenant" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passkeys" ADD CONSTRAINT "passkey_has_a_person" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tenant_settings" ADD CONSTRAINT "settings_have_a_tenant" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_holds" ADD CONSTRAINT "hold_has_a_person" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trust_signals" ADD CONSTRAINT "signal_has_a_person" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "passkey_challenges_by_end" ON "passkey_challenges" USING btree ("tenant_id","expires_at");--> statement-breakpoint
CREATE INDEX "passkeys_by_person" ON "passkeys" USING btree ("tenant_id","person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "hold_of_a_kind_stands_once" ON "person_holds" USING btree ("tenant_id","person_id","kind") WHERE "person_holds"."lifted_at" is null;--> statement-breakpoint
CREATE INDEX "trust_signals_by_person" ON "trust_signals" USING btree ("tenant_id","person_id","kind","expires_at");--> statement-breakpoint
ALTER TABLE "one_time_codes" ADD CONSTRAINT "code_has_a_sign_in" FOREIGN KEY ("tenant_id","sign_in_id") REFERENCES "public"."sign_ins"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "one_code_is_live" ON "one_time_codes" USING btree ("tenant_id","person_id","purpose","address") WHERE "one_time_codes"."used_at" is null;
CREATE TABLE "inbound_sms" (
	"tenant_id" uuid NOT NULL,
	"message_id" text NOT NULL,
	"msisdn" text NOT NULL,
	"person_id" uuid,
	"word" text NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	CONSTRAINT "inbound_sms_pk" PRIMARY KEY("tenant_id","message_id")
);
--> statement-breakpoint
CREATE TABLE "ussd_sessions" (
	"tenant_id" uuid NOT NULL,
	"session_id" text NOT NULL,
	"id" uuid NOT NULL,
	"msisdn" text NOT NULL,
	"person_id" uuid,
	"talk" "bytea",
	"inputs_taken" integer NOT NULL,
	"text_length" integer NOT NULL,
	"text_fingerprint" "bytea",
	"started_at" timestamp with time zone NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "ussd_sessions_pk" PRIMARY KEY("tenant_id","session_id")
);
--> statement-breakpoint
CREATE TABLE "ussd_turns" (
	"tenant_id" uuid NOT NULL,
	"session_id" text NOT NULL,
	"text_fingerprint" "bytea" NOT NULL,
	"answer" "bytea",
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "ussd_turns_pk" PRIMARY KEY("tenant_id","session_id","text_fingerprint")
);
--> statement-breakpoint
ALTER TABLE "inbound_sms" ADD CONSTRAINT "inbound_sms_has_a_tenant" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbound_sms" ADD CONSTRAINT "inbound_sms_has_a_person" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ussd_sessions" ADD CONSTRAINT "ussd_session_has_a_tenant" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ussd_sessions" ADD CONSTRAINT "ussd_session_has_a_person" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ussd_turns" ADD CONSTRAINT "ussd_turn_has_a_session" FOREIGN KEY ("tenant_id","session_id") REFERENCES "public"."ussd_sessions"("tenant_id","session_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "inbound_sms_by_number" ON "inbound_sms" USING btree ("tenant_id","msisdn","received_at");--> statement-breakpoint
CREATE INDEX "ussd_sessions_by_number" ON "ussd_sessions" USING btree ("tenant_id","msisdn","last_at");
CREATE TABLE "password_history" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"set_at" timestamp with time zone NOT NULL,
	CONSTRAINT "password_history_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "one_time_codes" ADD COLUMN "session_id" uuid;--> statement-breakpoint
ALTER TABLE "password_history" ADD CONSTRAINT "former_password_has_a_person" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "password_history_by_person" ON "password_history" USING btree ("tenant_id","person_id","id");--> statement-breakpoint
ALTER TABLE "one_time_codes" ADD CONSTRAINT "code_has_a_session" FOREIGN KEY ("tenant_id","session_id") REFERENCES "public"."sessions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "one_time_codes_by_session" ON "one_time_codes" USING btree ("tenant_id","session_id");